"""The checks, each on sentences that agree and sentences that do not."""

from datetime import date
from decimal import Decimal

import pytest

from extractor.pipeline import extract_narrative
from extractor.records import Finding, Ledger, Marks, NarrativeRequest, ReportedStatus
from extractor.spans import Span
from extractor.verification import CHECKS, Case, verify
from extractor.verification.checks import agrees

ISSUED = date(2031, 6, 5)


def findings(narrative: str, *, task: str = "", status: ReportedStatus | None = None) -> list[Finding]:
    """What the checks say of a narrative read by the whole pipeline."""
    request = NarrativeRequest(id="a/1", narrative=narrative, anchor_date=ISSUED, task=task, reported_status=status)
    return list(extract_narrative(request).findings)


def names(narrative: str, *, task: str = "", status: ReportedStatus | None = None) -> list[str]:
    """The names of the checks that found something."""
    return [finding.check for finding in findings(narrative, task=task, status=status)]


@pytest.mark.parametrize(
    ("share", "printed", "value", "expected"),
    [
        ("51.505", "51.51%", 51.51, True),  # rounded
        ("60.34", "60%", 60, True),  # cut off
        ("60.9", "60%", 60, True),  # cut off, would round up
        ("97.83", "97.8%", 97.8, True),
        ("93.95", "93.96%", 93.96, True),  # one unit of the last digit
        ("27.0", "33.3%", 33.3, False),
        ("92.63", "92.36%", 92.36, False),  # digits changed about
    ],
)
def test_agrees(share: str, printed: str, value: float, expected: bool) -> None:  # noqa: FBT001 - an expectation
    """A printed percentage agrees with a computed one to one unit of its last digit, or cut off there."""
    assert expected is agrees(Decimal(share), printed, value)


class TestCompletion:
    """Done ÷ target against the printed percentage."""

    def test_target_of_the_task(self) -> None:
        """The target is taken from the task where the narrative has none."""
        assert "completion_disagrees" in names("已建成7座，占目标任务的85.3%。", task="新建公厕12座。")

    def test_right_percentage(self) -> None:
        """A percentage that fits is left alone."""
        assert "completion_disagrees" not in names("已建成7座，占目标任务的58.3%。", task="新建公厕12座。")

    def test_other_unit(self) -> None:
        """Quantities in another unit than the target's are not divided."""
        assert "completion_disagrees" not in names("已发放120万元，占目标任务的30%。", task="新建公厕12座。")

    def test_points_at_its_words(self) -> None:
        """The finding speaks of the quantity and the percentage."""
        [finding] = [
            finding
            for finding in findings("已建成7座，占目标任务的85.3%。", task="新建公厕12座。")
            if finding.check == "completion_disagrees"
        ]

        assert (Span(3, 5), Span(12, 17)) == finding.spans
        assert "58.33%" in finding.zh
        assert "58.33 %" in finding.en


CUTOFFS = [
    pytest.param("截至6月底，已建成7座。", True, id="end of the month of issue"),
    pytest.param("截至7月底，已建成7座。", True, id="end of the next month"),
    pytest.param("截至5月底，已建成7座。", False, id="month before"),
    pytest.param("截至9月底，已建成7座。", False, id="too far ahead to be a slip"),
    pytest.param("截至去年6月底，已建成7座。", False, id="last year by name"),
    pytest.param("截至2030年6月底，已建成7座。", False, id="with its year"),
    pytest.param("6月底前建成7座。", False, id="no cut-off"),
]


class TestDates:
    """Dates against the issue date."""

    def test_cutoff_after_issue(self) -> None:
        """Data cannot be of a day after the bulletin."""
        assert "cutoff_after_issue" in names("截至2031年7月底，已建成7座。")

    def test_cutoff_of_a_month_not_over(self) -> None:
        """Data cannot be of all of a month that has only begun."""
        assert "cutoff_after_issue" in names("截至6月，已建成7座。")
        assert "cutoff_after_issue" not in names("截至本月，已建成7座。")

    @pytest.mark.parametrize(("narrative", "expected"), CUTOFFS)
    def test_cutoff_read_as_last_year(self, narrative: str, expected: bool) -> None:  # noqa: FBT001 - an expectation
        """A cut-off without a year that may lie just ahead is told, not silently read as last year's."""
        assert expected is ("cutoff_unclear" in names(narrative))

    def test_plan_overdue(self) -> None:
        """A plan for a day gone by is noticed."""
        assert "plan_overdue" in names("计划2031年3月底前完成招标。")

    def test_plan_ahead(self) -> None:
        """A plan for a day to come is not."""
        assert "plan_overdue" not in names("计划9月底前完成招标。")


class TestStatus:
    """The printed status against the narrative."""

    def test_completed_but_halted(self) -> None:
        """Halted work contradicts a status of completed."""
        assert "status_disagrees" in names("因资金未到位，项目处于停工状态。", status="completed")

    def test_on_track_but_halted(self) -> None:
        """Halted work contradicts a status of progress as planned."""
        assert "halt_unreported" in names("因资金未到位，项目处于停工状态。", status="on_track")

    def test_delayed_and_halted(self) -> None:
        """Halted work agrees with a status of delay."""
        assert names("因资金未到位，项目处于停工状态。", status="delayed") == []


def test_parts_that_claim_to_be_all() -> None:
    """Parts said to be the rest of a whole must add up to it."""
    assert "parts_disagree" in names("计划改造23个小区，已开工1个，6个正在招标，其余14个正在做前期工作。")
    assert "parts_disagree" not in names("计划改造23个小区，已开工1个，6个正在招标，其余16个正在做前期工作。")


@pytest.mark.parametrize(
    ("narrative", "expected"),
    [
        pytest.param("全市20个小区，其中已完工12个、在建9个、未开工3个。", True, id="states behind 其中"),
        pytest.param("20个小区中，12个已完工、9个在建、3个未开工。", True, id="states behind the numbers"),
        pytest.param("培训100人，其中男80人、女30人。", True, id="opposites"),
        pytest.param("全市20个小区，其中已完工12个、在建5个、未开工3个。", False, id="states that fit"),
        pytest.param("培训100人，其中男80人、女20人。", False, id="opposites that fit"),
        pytest.param("全市20个小区，其中已完工9个、在建5个。", False, id="not all told"),
        pytest.param("培训100人，其中女80人、党员30人。", False, id="traits that overlap"),
        pytest.param("全市20个小区，其中已开工18个、已完工12个。", False, id="begun counts what is done"),
        pytest.param("计划改造5个小区，已完工4个，在建3个。", False, id="an aim surpassed"),
        pytest.param("全市20个小区，其中已完工12个以上、在建9个。", False, id="a bound"),
    ],
)
def test_parts_over_their_whole(narrative: str, expected: bool) -> None:  # noqa: FBT001 - an expectation
    """Parts that cannot overlap are no more than their whole."""
    assert expected is ("parts_exceed" in names(narrative))


def test_one_finding_for_the_same_parts() -> None:
    """Parts that claim to be all of a whole and exceed it are told once."""
    found = names("20个小区，已完工12个，在建9个，其余3个未动工。")

    assert [name for name in found if name.startswith("parts")] == ["parts_disagree"]


@pytest.mark.parametrize(
    ("narrative", "expected"),
    [
        pytest.param("完成总工程量的120%。", True, id="nothing bears it out"),
        pytest.param("超额完成，占总工程量的120%。", False, id="surpassed in words"),
        pytest.param("已建成7座，占目标任务的117%。", False, id="with what was done"),
        pytest.param("完成总工程量的100%。", False, id="all"),
        pytest.param("产值同比增长120%。", False, id="growth"),
    ],
)
def test_more_than_all_of_the_work(narrative: str, expected: bool) -> None:  # noqa: FBT001 - an expectation
    """A completion of more than all is noticed where nothing bears it out."""
    assert expected is ("completion_over_whole" in names(narrative))


@pytest.mark.parametrize(
    ("narrative", "task"),
    [
        pytest.param("计划改造锅炉19台，签订设备合同15台，已安装9台，其余供暖前完成。", "", id="a rest without number"),
        pytest.param("下达120公里道路，核减为95公里，已完成71公里，剩余24公里停工。", "", id="revised"),
        pytest.param("補貼分別由每件40元、150元提高到60元、300元。", "", id="two changes in turn"),
        pytest.param("已拆除174台、改气65台，完成率83.6%。", "整治燃煤锅炉286台。", id="two amounts done"),
    ],
)
def test_sums_that_are_none(narrative: str, task: str) -> None:
    """Amounts that look like parts, a change or what was done in all, and are not, are left alone."""
    assert not {"parts_disagree", "change_disagrees", "completion_disagrees"}.intersection(names(narrative, task=task))


def test_change_against_its_word() -> None:
    """由A提高到B with B below A is found."""
    assert "change_disagrees" in names("补助标准由每人每月570元提高到520元。")
    assert "change_disagrees" not in names("补助标准由每人每月520元提高到570元。")


def test_unexplained_numerals_are_findings() -> None:
    """What the ledger leaves open is told."""
    request = NarrativeRequest(id="a/1", narrative="共12")
    case = Case(request=request, ledger=Ledger(unexplained=(Span(1, 3),)), marks=Marks(), task=Ledger())

    assert [("unexplained_numeral", (Span(1, 3),))] == [(found.check, found.spans) for found in verify(case)]


def test_every_check_has_a_name_of_its_own() -> None:
    """Findings can be told apart by the check that made them."""
    assert len(CHECKS) == len({check.__name__ for check in CHECKS})  # type: ignore[attr-defined]


class TestCompletionBase:
    """Percentages of something other than the task's target are left alone."""

    def test_parts(self) -> None:
        """Several completions are of parts, whose targets are not told."""
        narrative = "甲县完成312公里，占任务的104%；乙县完成151公里，占任务的55.9%。"

        assert "completion_disagrees" not in names(narrative, task="硬化街巷890公里。")

    def test_bracketed_quantity(self) -> None:
        """A part in brackets is not what was done in all."""
        assert "completion_disagrees" not in names(
            "完成管网1.8公里（含箱涵0.4公里），占任务的16%。", task="新建管网11公里。"
        )
