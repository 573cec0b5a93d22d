"""Form fields of the old kind, whose choice stands in their beginning."""

from __future__ import annotations

from .markup import Element, W, child_value, number, switch
from .symbols import box


def choice_of(mark: Element) -> str:
    """The box, ticked or not, or the chosen entry of the field that `mark` begins; empty for any other."""
    data = mark.find(W + "ffData")
    ticked = None if data is None else data.find(W + "checkBox")
    entries = None if data is None else data.find(W + "ddList")
    if ticked is not None:
        checked = switch(ticked, "checked")
        return box(checked=bool(switch(ticked, "default")) if checked is None else checked)
    if entries is None:
        return ""
    told = [entry.get(W + "val", "") for entry in entries.findall(W + "listEntry")]
    chosen = number(child_value(entries, "result")) or number(child_value(entries, "default")) or 0
    return told[chosen] if 0 <= chosen < len(told) else ""
