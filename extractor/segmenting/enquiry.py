"""Headers that the table of names does not know, asked of whoever may tell."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from ..errors import ExtractorError
from ..records import ColumnContent, ColumnRole, Finding, HeaderQuestion, HeaderReader
from .figures import is_bare, is_empty
from .headers import Column, Header, Judge, candidate, names_of
from .lattice import Lattice, beneath
from .plain import cell_tells_progress

_LONG_CELL = 14
_WIDEST = 20
"""Most columns of a table that is asked about."""


class Enquiry:
    """Asks what columns are for, where cells tell progress and no header is known; keeps what came of it."""

    def __init__(self, read_header: HeaderReader | None) -> None:
        self._read = read_header
        self.notes: list[Finding] = []

    def judge(self, lattice: Lattice) -> Judge | None:
        """Who tells the header of a table by the answer; None where there is nobody to ask, or nothing to ask about."""
        header = candidate(lattice) if self._read and _tells_progress(lattice) else None
        if self._read is None or header is None or len(header.columns) > _WIDEST:
            return None
        question = HeaderQuestion(names=header.names, contents=_contents(lattice, header))
        try:
            roles = self._read(question)
        except ExtractorError as error:
            self.notes.append(_unanswered(question, error))
            return None
        self.notes.append(_answered(question, roles))
        return _by_answer(question, roles) if {"narrative", "figure"} & set(roles) else None


def _by_answer(question: HeaderQuestion, roles: Sequence[ColumnRole | None]) -> Judge:
    def judge(columns: Sequence[Column]) -> Sequence[ColumnRole | None] | None:
        return roles if names_of(columns) == question.names else None

    return judge


def _tells_progress(lattice: Lattice) -> bool:
    return any(cell_tells_progress(" ".join(lattice.passage(cell).text.split())) for cell in lattice.cells)


def _contents(lattice: Lattice, header: Header) -> tuple[ColumnContent, ...]:
    below = [cell for cell in lattice.cells if cell.row >= header.bottom]
    columns = ([lattice.passage(cell).text for cell in beneath(below, one.first, one.last)] for one in header.columns)
    return tuple(map(_content, columns))


def _content(texts: Sequence[str]) -> ColumnContent:
    filled = [text for text in texts if not is_empty(text)]
    if not filled:
        return "nothing"
    if all(map(is_bare, filled)):
        return "numbers"
    return "sentences" if median(map(len, filled)) > _LONG_CELL else "phrases"


def _answered(question: HeaderQuestion, roles: Sequence[ColumnRole | None]) -> Finding:
    told = [(name or "（空）", role) for name, role in zip(question.names, roles, strict=True)]
    return Finding(
        check="header_by_model",
        severity="notice",
        zh="表头由模型判定：" + "，".join(f"{name}→{role or '无'}" for name, role in told),
        en="the columns were read by the model: " + ", ".join(f"{name} → {role or 'none'}" for name, role in told),
    )


def _unanswered(question: HeaderQuestion, error: ExtractorError) -> Finding:
    names = "/".join(question.names)
    return Finding(
        check="header_unknown",
        severity="warning",
        zh=f"表头“{names}”未能识别，模型亦无可用的回答（{error.code}）",
        en=f"the header {names!r} is not known, and the model gave no usable answer ({error.code})",
    )
