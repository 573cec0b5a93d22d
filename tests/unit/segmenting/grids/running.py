"""Layouts without tables: labels, headings, lists and prose, as paragraphs that a reader of documents gives."""

from __future__ import annotations

from tests.documents.drawing import paragraphs

from .sample import Found, Sample

LABELLED = Sample(
    name="L4 labelled paragraphs",
    layout="labelled",
    blocks=paragraphs(
        "2031年省、市重点民生实事进展情况督查报告\n龙溪市人民政府督查室\n2031年6月4日\n一、工作进展情况\n"
        "（一）提升城市基础设施\n1.整治易涝点5处。\n主要责任单位：市水务局\n进展情况：截至5月底，已完工2处，3处正在施工。\n"
        "2. 新建换热站20座。\n主要责任单位：市住建局、市热力公司\n进展情况：换热站已完成1座，占计划的5%；\n"
        "另2座正在建设。\n"
        "（二）畅通群众出行\n4、新建过街天桥1座。\n主要责任单位：市住建局\n进展情况：可研已完成评审。\n"
        "二、存在问题\n一是部分项目缺乏资金。"
    ),
    items=(
        Found("1", "截至5月底，已完工2处，3处正在施工。", "整治易涝点5处。", "提升城市基础设施", ("市水务局",)),
        Found(
            "2",
            "换热站已完成1座，占计划的5%；另2座正在建设。",
            "新建换热站20座。",
            "提升城市基础设施",
            ("市住建局", "市热力公司"),
        ),
        Found("4", "可研已完成评审。", "新建过街天桥1座。", "畅通群众出行", ("市住建局",)),
    ),
)

NESTED = Sample(
    name="L5 tasks under items, the body on the task's own line",
    layout="labelled",
    blocks=paragraphs(
        "云岭县2031年民生实事一季度进展\n云岭县政府督查室\n2031年4月8日\n一、文化惠民\n"
        "工作任务1：建成城市书房3处。责任单位：县文旅局\n进展情况：选址已完成。\n"
        "工作任务2：放映电影80场。责任单位：县影管中心\n进展情况：已放映12场。\n"
        "二、教育扩容\n工作任务1：新建小学1所。责任单位：县教体局\n进展情况：正在办理规划许可证。"
    ),
    items=(
        Found("1", "选址已完成。", "建成城市书房3处。", "文化惠民", ("县文旅局",)),
        Found("2", "已放映12场。", "放映电影80场。", "文化惠民", ("县影管中心",)),
        Found("1", "正在办理规划许可证。", "新建小学1所。", "教育扩容", ("县教体局",)),
    ),
)

HEADED = Sample(
    name="L6 the target as heading, progress below it",
    layout="headed",
    blocks=paragraphs(
        "石桥区2031年为民办实事进展情况\n石桥区政府办公室\n2031年5月21日\n"
        "一、新建助餐点6个\n东门路点已揭牌；西关点装修中。\n二、改造公厕10座\n已完工4座，其余6座正在施工。\n"
        "三、加装电梯30部\n完成12部，因居民意见不一，3部暂缓。"
    ),
    items=(
        Found("1", "东门路点已揭牌；西关点装修中。", "新建助餐点6个", "新建助餐点6个"),
        Found("2", "已完工4座，其余6座正在施工。", "改造公厕10座", "改造公厕10座"),
        Found("3", "完成12部，因居民意见不一，3部暂缓。", "加装电梯30部", "加装电梯30部"),
    ),
)

SLOW = Sample(
    name="L7 slow items, the body in brackets",
    layout="slow_items",
    blocks=paragraphs(
        "关于2031年重点项目推进情况的通报\n青禾市督查局\n2031年8月4日\n进展缓慢2项，分别是：\n"
        "一是加快实施布谷沟供水工程。（主办单位：水利局）\n已完成可研编制，林业许可手续暂无法办理。\n"
        "二是改造管网9公里。（责任单位：住建局）\n控制价正在评审。"
    ),
    items=(
        Found(
            "1",
            "已完成可研编制，林业许可手续暂无法办理。",
            "加快实施布谷沟供水工程。",
            units=("水利局",),
            status="进展缓慢",
        ),
        Found("2", "控制价正在评审。", "改造管网9公里。", units=("住建局",), status="进展缓慢"),
    ),
)

BY_STATUS = Sample(
    name="L8 counts by status on a cover, slow items named",
    layout="headed",
    blocks=paragraphs(
        "白塔市2031年民生实事三季度情况通报\n白塔市政府督查室\n2031年10月9日\n"
        "22件民生实事中已完成6件：低保提标、校园午餐等；按序时推进13件；进展缓慢3件，分别是：\n"
        "一是新建停车场。已开工2处，余下3处用地手续未批，完成率40%。\n"
        "二是养老院改造。完成招标，因资金缺口600万元尚未开工。\n"
        "三是农村公路。完成路基12公里，占年度任务的30%。"
    ),
    items=(
        Found(
            "1",
            "已开工2处，余下3处用地手续未批，完成率40%。",
            "新建停车场",
            "新建停车场",
            status="进展缓慢",
        ),
        Found("2", "完成招标，因资金缺口600万元尚未开工。", "养老院改造", "养老院改造", status="进展缓慢"),
        Found("3", "完成路基12公里，占年度任务的30%。", "农村公路", "农村公路", status="进展缓慢"),
    ),
)

BUCKETS = Sample(
    name="L9 a list by buckets, a clause an item",
    layout="bucketed",
    blocks=paragraphs(
        "关于2031年9月份目标任务完成情况的通报\n龙溪市目标办\n2031年10月12日\n"
        "（一）提前完成的2项，分别为：危桥改造，完成进度为108%；新增就业，完成进度为101%。\n"
        "（二）与时间进度同步的2项：改厕3.1万户，进度62%；校舍改造，完成进度为75%。"
    ),
    items=(
        Found("1", "危桥改造，完成进度为108%", heading="危桥改造", status="提前完成"),
        Found("2", "新增就业，完成进度为101%", heading="新增就业", status="提前完成"),
        Found("3", "改厕3.1万户，进度62%", heading="改厕3.1万户", status="与时间进度同步"),
        Found("4", "校舍改造，完成进度为75%", heading="校舍改造", status="与时间进度同步"),
    ),
)

RANKING = Sample(
    name="L10 a ranking in prose",
    layout="paragraphs",
    blocks=paragraphs(
        "2031年三季度重点项目开工率排名通报\n龙溪市发改委\n2031年10月12日\n"
        "开工率排名依次为：第一名北县；第二名东县、西县；第四名南区。"
    ),
    items=(Found("1", "开工率排名依次为：第一名北县；第二名东县、西县；第四名南区。"),),
)

COUNTIES = Sample(
    name="L11 a clause for each county",
    layout="place_list",
    blocks=paragraphs(
        "龙溪市2031年重大项目开工情况通报\n龙溪市发改委\n2031年4月12日\n"
        "东区12个项目，开工11个，开工率91.7%；\n西县9个项目，开工7个，开工率77.8%；\n南县已完成投资3.2亿元，占年度计划的41%。"
    ),
    items=(
        Found("1", "12个项目，开工11个，开工率91.7%；", heading="东区"),
        Found("2", "9个项目，开工7个，开工率77.8%；", heading="西县"),
        Found("3", "已完成投资3.2亿元，占年度计划的41%。", heading="南县"),
    ),
)

RUN = Sample(
    name="L12 all counties in one sentence",
    layout="paragraphs",
    blocks=paragraphs(
        "龙溪市2031年秋收进度情况\n龙溪市农业农村局\n2031年10月2日\n"
        "截至9月底，各县完成率分别为：甲县76%、乙县29%、丙县41%，全市平均完成率51.2%。"
    ),
    items=(Found("1", "截至9月底，各县完成率分别为：甲县76%、乙县29%、丙县41%，全市平均完成率51.2%。"),),
)

AGGREGATE = Sample(
    name="L14 an aggregate of key projects by sector",
    layout="paragraphs",
    blocks=paragraphs(
        "2031年上半年重点项目建设情况\n龙溪市重点项目办公室\n2031年7月12日\n"
        "58个项目完成投资31.4亿元，占年计划的61%。其中省重点4个，完成投资9.2亿元。\n"
        "交通类项目12个，已开工11个，完成投资8.6亿元，占年计划的58%。\n"
        "水利类项目9个，完成投资3.1亿元；2个项目因征地未完成尚未开工。"
    ),
    items=(
        Found("1", "58个项目完成投资31.4亿元，占年计划的61%。其中省重点4个，完成投资9.2亿元。"),
        Found("2", "交通类项目12个，已开工11个，完成投资8.6亿元，占年计划的58%。"),
        Found("3", "水利类项目9个，完成投资3.1亿元；2个项目因征地未完成尚未开工。"),
    ),
)

MICRO_PAGES = Sample(
    name="L20 progress and next month's plan, labelled by the months",
    layout="labelled",
    blocks=paragraphs(
        "南湖区实事项目月报\n南湖区政府办\n2031年4月3日\n"
        "1.新改建幼儿园9所\n1—3月进展：9所已开工7所。\n4月计划：加快其余2所前期。\n"
        "2.新增停车位600个\n1—3月进展：建成180个，在建260个。\n4月计划：新开工2处。"
    ),
    items=(
        Found("1", "9所已开工7所。", "新改建幼儿园9所", plans="加快其余2所前期。"),
        Found("2", "建成180个，在建260个。", "新增停车位600个", plans="新开工2处。"),
    ),
)

LAGGING = Sample(
    name="L22 items behind, keyed to their number in brackets",
    layout="keyed_list",
    blocks=paragraphs(
        "关于滞后民生实事的督办通报\n石桥区督查室\n2031年9月5日\n"
        "绿道建设（第14项）：建成6公里，低于目标9公里，主要是征地未完成。\n"
        "农贸市场改造（第3项）：完成1处，其余2处尚未开工，资金未落实。"
    ),
    items=(
        Found("14", "建成6公里，低于目标9公里，主要是征地未完成。", heading="绿道建设"),
        Found("3", "完成1处，其余2处尚未开工，资金未落实。", heading="农贸市场改造"),
    ),
)

NOTICE = Sample(
    name="L23 a provincial notice, numbered 关于",
    layout="headed",
    blocks=paragraphs(
        "关于2031年重点民生实事9月份进展情况的通报\n中州省人民政府办公厅\n2031年10月15日\n"
        "一、关于新增就业。截至9月末，全省新增就业98.2万人，为年度目标的89.3%。\n"
        "二、关于老旧小区。截至9月末，已完工3102个，完工率71.4%。\n"
        "三、关于危桥改造。截至9月末，改造41座，为年度目标的82%。"
    ),
    items=(
        Found("1", "截至9月末，全省新增就业98.2万人，为年度目标的89.3%。", "新增就业", "新增就业"),
        Found("2", "截至9月末，已完工3102个，完工率71.4%。", "老旧小区", "老旧小区"),
        Found("3", "截至9月末，改造41座，为年度目标的82%。", "危桥改造", "危桥改造"),
    ),
)

HIGHWAYS = Sample(
    name="L24 highway monthly",
    layout="headed",
    blocks=paragraphs(
        "云柏市2031年6月高速公路建设进展情况\n云柏市交通局\n2031年7月3日\n"
        "1.云柏公路：6月掘进210米，1～6月累计1130米，占年计划56.5%。\n"
        "2.石岭公路：本月完成路基土方12万方；1～6月累计完成投资3.2亿元，占年计划61%。"
    ),
    items=(
        Found("1", "6月掘进210米，1～6月累计1130米，占年计划56.5%。", "云柏公路", "云柏公路"),
        Found(
            "2",
            "本月完成路基土方12万方；1～6月累计完成投资3.2亿元，占年计划61%。",
            "石岭公路",
            "石岭公路",
        ),
    ),
)

ACQUISITION = Sample(
    name="L25 land acquisition by township",
    layout="headed",
    blocks=paragraphs(
        "云柏高速征迁进展情况通报\n云柏县征迁指挥部\n2031年6月8日\n"
        "1.白塔镇：已征地120.6亩，占128亩的94.2%；坟墓已迁48座。\n"
        "2.石桥乡：已征地88.4亩，占91亩的97.1%；余3户未签。"
    ),
    items=(
        Found("1", "已征地120.6亩，占128亩的94.2%；坟墓已迁48座。", "白塔镇", "白塔镇"),
        Found("2", "已征地88.4亩，占91亩的97.1%；余3户未签。", "石桥乡", "石桥乡"),
    ),
)

SAMPLES = (
    LABELLED,
    NESTED,
    HEADED,
    SLOW,
    BY_STATUS,
    BUCKETS,
    RANKING,
    COUNTIES,
    RUN,
    AGGREGATE,
    MICRO_PAGES,
    LAGGING,
    NOTICE,
    HIGHWAYS,
    ACQUISITION,
)
