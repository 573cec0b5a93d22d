"""Quantities: span, value, unit and bound of every way a number is printed in the genre."""

from __future__ import annotations

import pytest

from .notation import mentions, unexplained

_SIZES = [
    ("亿", "完成投资1.26亿元", "1.26亿元=126000000元"),
    ("万", "安置1.8万户", "1.8万户=18000户"),
    ("亿 and 万 in one figure", "經費2億5,060萬元", "2億5,060萬元=250600000元"),
    ("零 between the places", "經費1億零300萬元", "1億零300萬元=103000000元"),
    ("万 and 千 in one figure", "拨付25万6千元", "25万6千元=256000元"),
    ("万 and figures", "目標1萬2,000戶", "1萬2,000戶=12000户"),
    ("千 as a multiplier", "保有量1.5千台", "1.5千台=1500台"),
    ("千万", "投入3千万元", "3千万元=30000000元"),
    ("百万 without figure before it", "补助百万元", "百万元=1000000元"),
    ("万 and 百 in Chinese", "一百二十万元", "一百二十万元=1200000元"),
    ("亿 and 千万 in Chinese", "三亿两千万元", "三亿两千万元=320000000元"),
    ("thousands separators", "惠及15,742人", "15,742人=15742人"),
    ("thin space as separator", "安装4\u2009105個", "4\u2009105個=4105个"),
    ("no-break space as separator", "安装4\u00a0105個", "4\u00a0105個=4105个"),
    ("full-width digits", "換熱站１５座", "１５座=15座"),
    ("full-width decimal point", "改造２﹒０６萬戶", "２﹒０６萬戶=20600户"),
    ("spaces inside a number", "铺设1 8. 4公里", "1 8. 4公里=18.4公里"),
    ("space before a separator", "投资6 ,820万元", "6 ,820万元=68200000元"),
    ("line break inside a number", "污水管1\n8.4公里", "1\n8.4公里=18.4公里"),
    ("line break inside a unit", "管道4.8公\n里", "4.8公\n里=4.8公里"),
    ("empty line inside a unit", "面积20万平\n\n方米", "20万平\n\n方米=200000平方米"),
    ("space before the unit", "每人 274 元", "274 元=274元"),
    ("columns of figures", "西河区 14 2 79", "14=14"),
    ("groups of three digits", "投资1 234 500元", "1 234 500元=1234500元"),
    ("a pole line", "立杆塔276基", "276基=276基"),
    ("a time ahead of the plan", "提前两个月完成", "两个月=2个月"),
    ("a job title behind 个", "培训46个月嫂", "46个=46个"),
]

_CHINESE = [
    ("two", "建成两座", "两座=2座"),
    ("俩", "俩人到岗", "俩人=2人"),
    ("廿", "廿三户签约", "廿三户=23户"),
    ("tens", "安装三十七盏", "三十七盏=37盏"),
    ("hundreds", "安装二百一十盏", "二百一十盏=210盏"),
    ("decimal", "修路二点五公里", "二点五公里=2.5公里"),
    ("formal numerals", "补偿叁佰万元", "叁佰万元=3000000元"),
    ("ten-odd", "举办十余场", "十余场=10场+"),
    ("hundred-odd", "举办百余场", "百余场=100场+"),
    ("thousand-odd", "客流千餘人次", "千餘人次=1000人次+"),
    ("sixty-odd", "更新六十余座", "六十余座=60座+"),
    ("十几", "走访十几个村", "十几个=10个+"),
    ("来", "来了二十来户", "二十来户=20户+"),
    ("two values side by side", "晚了三四个月", "三四个月=3..4个月"),
    ("two values before tens", "需三四十台", "三四十台=30..40台"),
    ("一 before a deliverable", "新建一座天桥", "一座=1座"),
    ("一 before a unit of measure", "延伸一公里", "一公里=1公里"),
    ("一 of a person", "每村配备一名医生", "一名=1名"),
    ("the rest is one", "余下一台计划吊装", "一台=1台"),
    ("another one", "另一处正在建设", "一处=1处"),
    ("ten minutes", "步行十分钟", "十分钟=10分钟"),
    ("a month later", "交货期延后一个月", "一个月=1个月"),
    ("half a year", "推迟半年", "半年=0.5年"),
    ("half a month", "晚了半个月", "半个月=0.5个月"),
    ("and a half", "历时两年半", "两年半=2.5年"),
    ("a month and a half", "推迟一个半月左右", "一个半月=1.5个月~"),
    ("a month and a half in figures", "停工1个半月", "1个半月=1.5个月"),
    ("hours and a half", "耗时两个半小时", "两个半小时=2.5小时"),
    ("three hours and a half", "耗时三小时半", "三小时半=3.5小时"),
    ("half-made goods are no half", "两个半成品车间", "两个=2个"),
    ("hundred years of age", "百岁以上老人", "百岁=100岁+"),
    ("storeys in all", "住院楼共十六层", "十六层=16层"),
]

_UNITS = [
    ("㎡", "外墙1.2万㎡", "1.2万㎡=12000平方米"),
    ("平方", "清理30万平方", "30万平方=300000平方米"),
    ("平米", "绿化8平米", "8平米=8平方米"),
    ("平", "改造20万平", "20万平=200000平方米"),
    ("立方", "挖方5.5万立方", "5.5万立方=55000立方米"),
    ("m³", "疏浚264.3万m³", "264.3万m³=2643000立方米"),
    ("m3 in figures", "疏浚12m3", "12m3=12立方米"),
    ("km", "護岸9.75km", "9.75km=9.75公里"),
    ("方 stays", "浆砌500方", "500方=500方"),
    ("MVA", "主变50MVA", "50MVA=50兆伏安"),
    ("per cubic metre", "浓度87微克/立方米", "87微克/立方米=87微克/立方米"),
    ("full-width stroke", "浓度46微克／立方米", "46微克／立方米=46微克/立方米"),
    ("per person and month", "工资2600元/人·月", "2600元/人·月=2600元/人·月"),
    ("per pupil", "补助300元/生", "300元/生=300元/生"),
    ("per hundred square kilometres", "密度4.9公里/百平方公里", "4.9公里/百平方公里=4.9公里/百平方公里"),
    ("per ten thousand", "发案3.9件/万人", "3.9件/万人=3.9件/万人"),
    ("person-times", "服务958人次", "958人次=958人次"),
    ("household-times", "救助412戶次", "412戶次=412户次"),
    ("batches", "抽检740批次", "740批次=740批次"),
    ("working days", "用时3个工作日", "3个工作日=3个工作日"),
    ("months", "工期6个月", "6个月=6个月"),
    ("calendar days", "工期200日历天", "200日历天=200日历天"),
    ("years of age", "审批0-17周岁儿童", "0-17周岁=0..17周岁"),
    ("alternative in brackets", "设备410台（套）", "410台（套）=410台（套）"),
    ("linear metres", "涵洞2145横延米", "2145横延米=2145横延米"),
    ("kilowatt-hours", "发电312万千瓦时", "312万千瓦时=3120000千瓦时"),
    ("kilovolt-amperes", "容量2.05千伏安", "2.05千伏安=2.05千伏安"),
    ("steam tonnes", "锅炉10蒸吨", "10蒸吨=10蒸吨"),
    ("multiples", "增长1.4倍", "1.4倍=1.4倍"),
    ("yuan of the people", "人民币3万元", "3万元=30000元"),
    ("doubled unit", "拨付52.7万元元", "52.7万元=527000元"),
    ("projects of the year", "210个年度投资项目", "210个=210个"),
    ("money of a named project", "总投资30亿的工程", "30亿=3000000000元"),
    ("unit that begins another word", "建成40台区", "40=40"),
    ("unit before a word that only looks like another", "明确145项目标任务", "145项=145项"),
    ("a word of which the unit is no part", "其余8处方案已评审", "8处=8处"),
    ("a word that begins with the rest", "建设2处体育公园", "2处=2处"),
    ("clinics", "改造5家电力企业", "5家=5家"),
]

_BARE = [
    ("no measure word", "硬化33自然村", "33=33"),
    ("list of places", "75处（东街31、西街28）", "75处=75处 31=31 28=28"),
    ("level", "系数由0.592提高到0.604", "0.592=0.592 0.604=0.604"),
    ("persons without measure word", "受益人口31.5万", "31.5万=315000"),
    ("noun without measure word", "带动3.6万农户", "3.6万=36000"),
    ("money without 元", "累计投资3.6亿", "3.6亿=360000000元"),
    ("a fine without 元", "目前530万罚款已缴", "530万=5300000元"),
    (
        "parts of money without 元",
        "共3.5亿元，中央1.2亿、省级0.8亿",
        "3.5亿元=350000000元 1.2亿=120000000元 0.8亿=80000000元",
    ),
    ("twin counts", "救助412户977人", "412户=412户 977人=977人"),
    ("villages and households", "14个院落630户", "14个=14个 630户=630户"),
    ("list that shares a unit", "分别完成5、8、12座", "5=5座 8=8座 12座=12座"),
    ("list that shares 亿", "投资3.2、4.5亿元", "3.2=320000000元 4.5亿元=450000000元"),
    ("count in brackets", "幼儿园（6班）", "6班=6班"),
]

_RANGES = [
    ("hyphen", "打造3-4个", "3-4个=3..4个"),
    ("em dash", "每组2—3处", "2—3处=2..3处"),
    ("double hyphen", "每组2--3处", "2--3处=2..3处"),
    ("至", "每套40至60平方米", "40至60平方米=40..60平方米"),
    ("tilde", "每组2～3处", "2～3处=2..3处"),
    ("scale on the second only", "投资1.2-1.5亿元", "1.2-1.5亿元=120000000..150000000元"),
    ("scale that the first does not share", "补助8000-1万元", "8000-1万元=8000..10000元"),
    ("unit on both", "补助3万元至5万元", "3万元至5万元=30000..50000元"),
    ("Chinese", "每村两至三名", "两至三名=2..3名"),
    ("no range but a rise", "由9个增至4个", "9个=9个 4个=4个"),
    ("no range between anchors", "从3个至5个", "3个=3个 5个=5个"),
    ("never a negative second", "每组2-3处", "2-3处=2..3处"),
]

_BOUNDS = [
    ("余", "受理1300余座", "1300余座=1300座+"),
    ("多", "到岗4600多人", "4600多人=4600人+"),
    ("余 after 万", "录入3.4万余条", "3.4万余条=34000条+"),
    ("余 before 万", "筹集20余万元", "20余万元=200000元+"),
    ("近", "惠及近9万人", "9万人=90000人~"),
    ("将近", "日均将近1100通", "1100通=1100通~"),
    ("附近 is no bound", "附近3处", "3处=3处"),
    ("约", "铺设约1.6公里", "1.6公里=1.6公里~"),
    ("约为", "约为3亿元", "3亿元=300000000元~"),
    ("节约 is no bound", "节约3万元", "3万元=30000元↓"),
    ("签约 is no bound", "签约38个", "38个=38个"),
    ("左右", "进场700人左右", "700人=700人~"),
    ("不少于", "改造不少于85户", "85户=85户+"),
    ("至少", "至少1名", "1名=1名+"),
    ("以上", "20户以上自然村", "20户=20户+"),
    ("and more in brackets", "1000户(含)以上", "1000户=1000户+"),
    ("超", "超2亿元", "2亿元=200000000元+"),
    ("逾", "逾四個月", "四個月=4个月+"),
    ("突破", "突破14亿元", "14亿元=1400000000元+"),
    ("超额 is no bound", "超额3场", "3场=3场"),
    ("超 with what was exceeded", "超年度任务13万㎡", "13万㎡=130000平方米"),
    ("满", "年满60岁", "60岁=60岁+"),
    ("未满", "未满18岁", "18岁=18岁-"),
    ("不超过", "每班不超过35人", "35人=35人-"),
    ("bound over a list", "分别不超过45元和20元", "45元=45元- 20元=20元-"),
    ("不足", "不足3公里", "3公里=3公里-"),
    ("以内", "压至25平方米以内", "25平方米=25平方米-"),
    ("以内 after the noun", "压至5个环节以内", "5个=5个-"),
    ("省级以上 bounds no number", "126家省级以上开发区", "126家=126家"),
    ("内", "15日内办结", "15日=15日-"),
    ("最长", "最长三年", "三年=3年-"),
    ("of a standard", "不低于当地标准的1.3倍", "1.3倍=1.3倍+"),
    ("预计 alone is exact", "预计5处", "5处=5处"),
    ("plus sign", "新增100+个", "100=100+"),
    ("last three years", "近三年", "三年=3年"),
]

_FALLS = [
    ("减少", "同比减少5个", "5个=5个↓"),
    ("比…少", "比去年少2起", "2起=2起↓"),
    ("少于", "少于去年3个", "3个=3个↓"),
    ("缩短", "缩短4分鐘", "4分鐘=4分钟↓"),
    ("缩短至 is a level", "缩短至4分鐘", "4分鐘=4分钟"),
    ("压缩为 is a level", "压缩为21小时", "21小时=21小时"),
    ("with 约", "减少约5户", "5户=5户~↓"),
    ("rank", "下降3位", "3位=3位↓"),
    ("lag in days is positive", "滞后30天", "30天=30天"),
    ("gap to close is positive", "还差45户", "45户=45户"),
    ("不少于 is no fall", "不少于45户", "45户=45户+"),
]


@pytest.mark.parametrize(
    ("narrative", "expected"),
    [
        pytest.param(narrative, expected.split(" ") if "\n" not in expected else [expected], id=why)
        for why, narrative, expected in (*_CHINESE, *_UNITS, *_BARE, *_RANGES, *_BOUNDS, *_FALLS)
    ],
)
def test_quantity(narrative: str, expected: list[str]) -> None:
    """A quantity is read with its span, value, unit, bound and direction, and nothing stays unexplained."""
    assert (expected, []) == (mentions(narrative), unexplained(narrative))


@pytest.mark.parametrize(
    ("narrative", "expected"), [pytest.param(narrative, expected, id=why) for why, narrative, expected in _SIZES]
)
def test_size(narrative: str, expected: str) -> None:
    """A figure is read through scales, separators and the white space a file format left in it."""
    assert [expected] == mentions(narrative)


def test_a_figure_beside_groups_of_three_digits() -> None:
    """Each gap is told by what stands behind it."""
    assert ["1 234=1234", "56元=56元"] == mentions("投资1 234 56元")
