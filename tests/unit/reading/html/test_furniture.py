"""What stands around the article, and that it goes without taking the article along."""

import pytest

from tests.unit.reading.composed import checks_of, text_of
from tests.unit.reading.html.pages import page

TITLE = "关于上半年重点工作进展情况的通报"
HEAD = f"<title>{TITLE}_云柏市人民政府</title>"
SOURCE = "发布时间：2024-07-05 来源：市政府督查室"
TABLE = "<table><tr><th>序号<th>责任单位<th>进展情况<tr><td>1<td>城管局<td>已建成7座</table>"
ARTICLE = f"<p>截至6月底，40项工作已完成12项，完成率30%。</p>{TABLE}<p>附表：略</p>"
READ = "截至6月底，40项工作已完成12项，完成率30%。\n序号\t责任单位\t进展情况\n1\t城管局\t已建成7座\n附表：略"
PROSE = "截至6月底，已完成5项；其余项目正在加快推进，预计9月底前全部完成，市住建局要压实责任。" * 2
LINKS = "".join(
    f"<li><a href={at}>{name}</a></li>" for at, name in enumerate(["首页", "政务公开", "政务服务", "互动交流"])
)
RELATED = "".join(f"<li><a href={at}>关于{at}月重点工作进展情况的通报</a></li>" for at in range(1, 5))


def site(article: str) -> str:
    """A page of a site around an article."""
    return f"""<div class=top><a href=a>简体</a> | <a href=b>繁体</a> 今天是2024年7月5日 星期五</div>
    <div><a href=/><img src=logo.png></a> <a href=/>云柏市人民政府</a></div><ul>{LINKS}</ul>
    <div>当前位置：<a href=a>首页</a> &gt; <a href=b>政务公开</a> &gt; 正文</div>
    {article}
    <div class=share>分享到：<a href=#>微信</a><a href=#>微博</a></div>
    <div><h3>相关链接</h3><ul>{RELATED}</ul></div><p>上一篇：<a href=c>关于5月重点工作的通报</a></p>
    <div><p>主办：云柏市人民政府办公室　地址：人民路1号</p><p>豫ICP备12345678号</p><a href=d>网站地图</a></div>"""


class TestSite:
    """A page of a site."""

    @pytest.mark.parametrize(
        "article",
        [
            f"<h1>{TITLE}</h1><div>{SOURCE} 字号：[<a href=#>大</a> <a href=#>中</a> 小] 【打印】</div>{ARTICLE}",
            f"<div class=header><h1>{TITLE}</h1><p><span>{SOURCE}</span> 浏览次数：25</p></div><div>{ARTICLE}</div>",
            f"<p>{TITLE}</p><p>{SOURCE}</p><p><a href=#>打印</a> <a href=#>关闭窗口</a></p>{ARTICLE}",
            f"<table><tr><td>{TITLE}<tr><td>{SOURCE} 点击率：9<tr><td>{ARTICLE}</table>",
        ],
    )
    def test_article_is_left(self, article: str) -> None:
        """Title, source and date, text and table stay, and nothing else."""
        content = page(site(article), HEAD)

        assert (f"{TITLE}\n{SOURCE}\n{READ}", True) == (text_of(content), "navigation" in checks_of(content))

    def test_layout_of_tables(self) -> None:
        """A page laid out by tables is read the same."""
        menu = "".join(f"<tr><td><a href={at}>栏目{at}</a>" for at in range(5))
        body = f"""<table><tr><td colspan=2><img src=banner.jpg width=1000 height=120></td></tr>
        <tr><td><table>{menu}</table></td><td><table><tr><td>{TITLE}<tr><td>{SOURCE}<tr><td>{ARTICLE}</table></td></tr>
        <tr><td colspan=2>版权所有：云柏市人民政府 豫ICP备12345678号</table>"""

        assert f"{TITLE}\n{SOURCE}\n{READ}" == text_of(page(body, HEAD))

    def test_banner_is_no_picture_of_the_article(self) -> None:
        """Pictures above the first words are not told; those among them are."""
        inside = page(f"<img src=banner.jpg>{READ}<img src=table.jpg>")

        assert ({"pictures_prevail"}, set()) == (checks_of(inside), checks_of(page(f"<img src=a.jpg><p>{READ}</p>")))

    def test_attachments_stay_and_are_told(self) -> None:
        """Links to documents belong to the article."""
        content = page(
            site(f"{ARTICLE}<ul><li><a href=1.xlsx>附件1：进展情况表</a><li><a href=2.doc>附件2</a></ul>"), HEAD
        )

        assert text_of(content).endswith("附件1：进展情况表\n附件2")
        assert "attachments" in checks_of(content)


class TestDoubt:
    """Where it is not sure, all stays."""

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            (f"<ul>{RELATED}</ul>", 4),  # a page of links is all there is
            (f"<div class=footer><p>{PROSE}</p></div>", 1),
            (f"<nav>{TABLE}</nav><ul>{LINKS}</ul>", 2),
            (f"<div class=footer><p>市政府督查室</p><p>2024年6月5日</p></div>{ARTICLE}", 6),
            ("<p>东县完成率88%</p><p>西县完成率76%</p>", 2),
            ("<p>大中小学校建设已完成5所</p><p>打印机采购完成</p><p>下载量突破5万次</p>", 3),
        ],
    )  # fmt: skip
    def test_text_stays(self, body: str, expected: int) -> None:
        """Names of elements and single words take nothing away that may be the article's."""
        assert expected == len(text_of(page(body)).split("\n"))

    def test_table_of_links_with_known_columns(self) -> None:
        """A table stays where its columns are a bulletin's, though all its cells are links."""
        rows = "".join(f"<tr><td><a href={at}>{at}</a><td><a href={at}>已完成{at}项</a>" for at in range(5))

        assert len(text_of(page(f"<table><tr><td>序号<td>进展情况{rows}</table>{ARTICLE}")).split("\n")) == 10

    def test_table_of_links_goes(self) -> None:
        """A menu made of a table goes."""
        menu = "".join(f"<td><a href={at}>栏目{at}</a>" for at in range(5))

        assert READ == text_of(page(f"<table><tr>{menu}<tr>{menu}</table>{ARTICLE}"))
