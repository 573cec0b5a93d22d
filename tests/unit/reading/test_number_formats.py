"""Values as a spreadsheet shows them."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.reading.numberformats import builtin_formats, named_format, shown_number, shown_text

ACCOUNTING = r'_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ '


class TestNumbers:
    """Numbers, by their formats."""

    @pytest.mark.parametrize(
        ("value", "code", "expected"),
        [
            (0.5151, "0.00%", "51.51%"),
            (0.5151, "0%", "52%"),
            (0.005, "0%", "1%"),  # half is rounded up, as people do
            (1.005, "0.00", "1.01"),  # and by the fifteen digits that Excel keeps
            (-0.125, "0.0%", "-12.5%"),
            (1234567.891, "#,##0", "1,234,568"),
            (1234567.891, "#,##0.00", "1,234,567.89"),
            (12, "#,##0.00", "12.00"),
            (7, "000", "007"),
            (0, "#", ""),
            (0.5, "#.##", ".5"),
            (5, "0.##", "5."),
            (3.14159, "?.??", "3.14"),
            (5, '0"个"', "5个"),
            (845.2, '0.0"万元"', "845.2万元"),
            (12345, '0!.0,"万"', "1.2万"),  # the way to show 万 in Excel
            (12345678, '#,##0.00,,"百万"', "12.35百万"),
            (1500, "#,##0,", "2"),
            (-1234.5, ACCOUNTING, "-1,234.50"),
            (0, ACCOUNTING, "-"),
            (-3, "0;(0)", "(3)"),
            (0, '0;-0;"无"', "无"),
            (-0.5, "0.00;[Red]-0.00", "-0.50"),
            (5, ";;;", ""),
            (12345, "0.00E+00", "1.23E+04"),
            (0.00012, "0.0E+0", "1.2E-4"),
            (0, "0.00E+00", "0.00E+00"),
            (12345, "##0.0E+0", "12.3E+3"),
            (999.96, "0.0E+0", "1.0E+3"),
            (1.25, "# ?/?", "1 1/4"),
            (0.5, "# ?/8", "4/8"),
            (2, "# ?/?", "2"),
            (0.999, "# ?/?", "1"),
            (1.5, "?/?", "3/2"),
            (1.5, "[$¥-804]#,##0.00", "¥1.50"),
            (20240605, "0000-00-00", "2024-06-05"),
            (150, '[>=100]"高"0;[>=50]"中"0;"低"0', "高150"),
            (60, '[>=100]"高"0;[>=50]"中"0;"低"0', "中60"),
            (5, '[>=100]"高"0;[>=50]"中"0;"低"0', "低5"),
            (5, "@", "5"),
            (5, '"共"', "共"),
            (1234, "[DBNum1]General", "一千二百三十四"),
            (12, "[DBNum1]General", "十二"),
            (10005, "[DBNum2]General", "壹万零伍"),
            (100000000, "[DBNum1]0", "一亿"),
            (12.5, "[DBNum1]0.0", "十二.五"),
            (12, "[DBNum3]0", "１２"),
            (0, "[DBNum1]0", "〇"),
            (1e17, "[DBNum1]0", "一〇〇〇〇〇〇〇〇〇〇〇〇〇〇〇〇〇"),
        ],
    )
    def test_as_shown(self, value: float, code: str, expected: str) -> None:
        """Places, separators, scales, signs, words and numerals are those of the format."""
        assert expected == shown_number(value, code)

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (0.0, "0"),
            (-7.0, "-7"),
            (0.1 + 0.2, "0.3"),
            (1 / 3, "0.333333333"),
            (1234.56789012, "1234.56789"),
            (12345678901.0, "12345678901"),
            (123456789012.0, "1.23457E+11"),
            (0.0001, "0.0001"),
            (0.00001234, "1.234E-05"),
            (-1e20, "-1E+20"),
            (math.inf, "inf"),
        ],
    )
    def test_without_a_format(self, value: float, expected: str) -> None:
        """A number has as many digits as fit eleven characters."""
        assert expected == shown_number(value, "General")

    @settings(deadline=None)
    @given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(sorted(builtin_formats().values())))
    def test_any_number_in_any_format(self, value: float, code: str) -> None:
        """Nothing that a file may hold stops the reader."""
        assert isinstance(shown_number(value, code), str)

    @settings(deadline=None)
    @given(st.floats(-1e12, 1e12), st.text('0#?.,%;"\\[]@ymdhsE+-/_*!GeneralDBNum1年', max_size=20))
    def test_any_format(self, value: float, code: str) -> None:
        """Nor does a format that is none."""
        assert isinstance(shown_number(value, code), str)

    def test_endless_format(self) -> None:
        """A format longer than Excel grants is cut."""
        assert shown_number(1e300, "0." + "0" * 10_000).startswith("1000")

    @settings(deadline=None)
    @given(st.integers(-(10**11), 10**11), st.integers(0, 4))
    def test_places_of_decimals(self, units: int, places: int) -> None:
        """A number comes back with the places that its format asks for."""
        value = units / 10**places

        assert f"{value:.{places}f}" == shown_number(value, "0." + "0" * places if places else "0")


class TestDates:
    """Days and times, by their formats."""

    @pytest.mark.parametrize(
        ("serial", "code", "expected"),
        [
            (45448, "yyyy-mm-dd", "2024-06-05"),
            (45448, 'yyyy"年"m"月"d"日"', "2024年6月5日"),
            (45448, 'm"月"d"日"', "6月5日"),
            (45448, "yyyy.m", "2024.6"),
            (45448, "yy/m/d", "24/6/5"),
            (45448, "mmm-yy", "Jun-24"),
            (45448, "mmmmm", "J"),
            (45448, "dddd, mmmm d", "Wednesday, June 5"),
            (45448, "aaaa", "星期三"),
            (45448, "aaa", "三"),
            (45448, 'e"年"', "2024年"),
            (45448, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二四年六月五日"),
            (45463, '[DBNum1][$-804]m"月"d"日"', "六月二十日"),
            (45448, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2024年6月5日"),
            (45448.75, "yyyy/m/d h:mm", "2024/6/5 18:00"),
            (0.75, "h:mm:ss", "18:00:00"),
            (0.75, "h:mm AM/PM", "6:00 PM"),
            (0.25, '上午/下午h"时"mm"分"', "上午6时00分"),
            (1.5, "[h]:mm", "36:00"),
            (0.0625, "[mm]:ss", "90:00"),
            (0.999999999, "h:mm:ss", "0:00:00"),
            (0.50001, "mm:ss.0", "00:00.8"),
            (1, "yyyy-m-d", "1900-1-1"),
            (61, "yyyy-m-d", "1900-3-1"),
            (-1, "yyyy-m-d", "########"),
            (3e6, "yyyy-m-d", "########"),
        ],
    )
    def test_as_shown(self, serial: float, code: str, expected: str) -> None:
        """Months are told from minutes, and names are Chinese where Excel's are."""
        assert expected == shown_number(serial, code)

    def test_mac_calendar(self) -> None:
        """A workbook may count days from 1904."""
        assert ("2024-6-5", "1904-1-1") == (
            shown_number(43986, "yyyy-m-d", date1904=True),
            shown_number(0.5, "yyyy-m-d", date1904=True),
        )


class TestTexts:
    """Texts, by the section that is for them."""

    @pytest.mark.parametrize(
        ("code", "expected"),
        [
            ("General", "甲"),
            ("0.00", "甲"),
            ("@", "甲"),
            ('@"县"', "甲县"),
            ('0;0;0;"无"', "无"),
            (";;;", ""),
            (ACCOUNTING, "甲"),
        ],
    )
    def test_as_shown(self, code: str, expected: str) -> None:
        """A format may add words to a text, or hide it."""
        assert expected == shown_text("甲", code)


class TestNames:
    """Formats called by number or name."""

    def test_numbers_are_those_of_a_chinese_excel(self) -> None:
        """Format 14 has the order of a Chinese date, 31 its words."""
        assert ["2024/6/5", "2024年6月5日"] == [shown_number(45448, builtin_formats()[number]) for number in (14, 31)]

    @pytest.mark.parametrize(("name", "expected"), [("Percent", "0.00%"), ("Fixed", "0.00"), ("0.0", "0.0")])
    def test_names_of_2003(self, name: str, expected: str) -> None:
        """Excel 2003 XML calls some formats by name."""
        assert expected == named_format(name)
