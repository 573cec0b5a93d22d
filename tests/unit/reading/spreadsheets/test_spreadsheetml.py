"""Excel 2003 XML workbooks."""

import pytest

from extractor.errors import ReadError
from extractor.reading import load
from extractor.reading.spreadsheets.spreadsheetml import read
from tests.unit.reading.composed import cells_of, checks_of, grids_of

_EXCEL = "urn:schemas-microsoft-com:office:spreadsheet"
STYLES = """<Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>
<Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style>"""
HIDDEN = """<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">
<Visible>SheetHidden</Visible></WorksheetOptions>"""


def excel(rows: str, styles: str = "", more: str = "") -> bytes:
    """An Excel 2003 XML workbook."""
    return (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{_EXCEL}" xmlns:ss="{_EXCEL}">'
        f'<Styles>{styles}</Styles><Worksheet ss:Name="表1"><Table>{rows}</Table></Worksheet>{more}</Workbook>'
    ).encode()


class TestSheets:
    """Its sheets."""

    @pytest.mark.parametrize(
        ("cell", "expected"),
        [
            ('<Cell><Data ss:Type="String">甲&#10;乙</Data></Cell>', "甲\n乙"),
            ('<Cell ss:StyleID="p"><Data ss:Type="Number">0.5151</Data></Cell>', "51.51%"),
            ('<Cell ss:StyleID="d"><Data ss:Type="DateTime">2024-06-05T00:00:00.000</Data></Cell>', "2024/6/5"),
            ('<Cell><Data ss:Type="Boolean">1</Data></Cell>', "TRUE"),
            ('<Cell ss:Index="9"><Data ss:Type="Number">2</Data></Cell><Cell><Data>3</Data></Cell>', "2\t3"),
            ('<Cell><Data ss:Type="Number">完成</Data></Cell>', "完成"),
            (
                '<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>甲</B>乙</ss:Data></Cell>',
                "甲乙",
            ),
        ],
    )
    def test_values(self, cell: str, expected: str) -> None:
        """Values are as shown, in the formats that the styles name."""
        assert expected == load(excel(f"<Row>{cell}</Row>", STYLES), "a.xls").text

    def test_rows_and_merged_cells(self) -> None:
        """Rows that say their number leave a gap; merged cells are whole; hidden ones are left out and told."""
        rows = """<Column ss:Index="3" ss:Hidden="1"/>
        <Row><Cell ss:MergeAcross="1"><Data ss:Type="String">表</Data></Cell></Row>
        <Row ss:Index="4"><Cell ss:MergeDown="1"><Data ss:Type="Number">1</Data></Cell>
        <Cell><Data ss:Type="String">甲</Data>
        <Comment><Data>批注</Data></Comment></Cell><Cell><Data ss:Type="String">隐列</Data></Cell></Row>
        <Row><Cell ss:Index="2"><Data ss:Type="Error">#N/A</Data></Cell></Row>
        <Row ss:Hidden="1"><Cell ss:Formula="=1"/><Cell><Data ss:Type="String">隐行</Data></Cell></Row>"""
        more = f"""<Worksheet ss:Name="底稿"><Table><Row><Cell><Data ss:Type="String">乙</Data></Cell></Row></Table>
        {HIDDEN}</Worksheet>"""
        content = read(excel(rows, more=more))

        assert [(0, 0, 1, 2, "表"), (2, 0, 2, 1, "1"), (2, 1, 1, 1, "甲"), (3, 1, 1, 1, "#N/A")] == cells_of(
            grids_of(content.blocks)[0]
        )
        assert {"hidden_text", "hidden_sheets", "comments", "error_values", "uncalculated"} == checks_of(content)

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (excel(""), "no_text"),
            (excel("<Row>"), "damaged"),
            (b'<!DOCTYPE Workbook [<!ENTITY a "b">]>' + excel("<Row/>").split(b"\n", 1)[1], "xml_dtd"),
            (excel('<Row ss:Index="9999999"><Cell><Data ss:Type="String">a</Data></Cell></Row>'), "damaged"),
        ],
    )
    def test_refusals(self, data: bytes, code: str) -> None:
        """Empty and broken workbooks, and such that bring entities along, say so."""
        with pytest.raises(ReadError) as caught:
            read(data)

        assert code == caught.value.code
