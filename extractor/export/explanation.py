"""The page of explanations: what was run, what it came to, and what the columns mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..records import Extraction, Failure, Run, Skip
from .sheets import Row, sheets


def explanation(
    extractions: Sequence[Extraction], run: Run | None, failures: Sequence[Failure], skips: Sequence[Skip]
) -> Iterator[Row]:
    """The rows of the page."""
    told = {**_run(run), **_counts(extractions, failures, skips), **_columns()}
    return ({"topic": topic, "detail": detail} for topic, detail in told.items())


def _run(run: Run | None) -> dict[str, str]:
    if run is None:
        return {}
    finished = run.finished.isoformat(timespec="seconds") if run.finished else "未结束"
    return {
        "运行编号": run.id,
        "程序版本": run.code_version,
        "抽取方式": run.engine,
        **({"提示词": run.prompt} if run.prompt else {}),
        "开始时间": run.started.isoformat(timespec="seconds"),
        "结束时间": finished,
        "置信度校准": run.calibration or "未校准，置信度只表示先后次序",
    }


def _counts(extractions: Sequence[Extraction], failures: Sequence[Failure], skips: Sequence[Skip]) -> dict[str, str]:
    results = [result.result for extraction in extractions for result in extraction.results]
    items = sum(len(extraction.bulletin.items) for extraction in extractions)
    given = len(extractions) + len(failures) + len(skips)
    return {
        "文件": f"共{given}份：处理{len(extractions)}份，失败{len(failures)}份，跳过{len(skips)}份",
        "任务": f"共{items}项：处理{len(results)}项，失败{items - len(results)}项",
        "事实": f"共{sum(len(result.facts) for result in results)}条",
        "依据": "每条事实都取自进展情况原文，可按起止位置核对；核查只提示不一致之处，从不改动原文或数值",
    }


def _columns() -> dict[str, str]:
    return {
        f"列：{column.heading}": column.about
        for sheet in sheets().values()
        if sheet.name != "explanation"
        for column in sheet.columns
    }
