"""Label Studio: tasks to label, and the labelling configuration that fits them.

Gold counts code points. Label Studio's editor counted UTF-16 code units in its early versions and counts code points
in later ones, which differs after an emoji or a rare character only; `Counting` says which is meant.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, Final, Literal
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..records import GoldLine, Mark
from .controls import CONTROLS, LABELS, Control, answers, label_of, marks_of, words
from .taking import Origin
from .utf16 import Units

Counting = Literal["utf-16", "code-points"]
Place = Literal["annotations", "predictions"]

LABEL_CONTROL: Final = "label"
TEXT_OBJECT: Final = "text"
MODEL_VERSION: Final = "gold"
_KEEP_SPACES = ".htx-text { white-space: pre-wrap; }"

_Json = dict[str, Any]


def tasks_text(lines: Iterable[GoldLine], place: Place = "annotations", counting: Counting = "code-points") -> str:
    """The tasks of `lines` as the JSON text that Label Studio imports, their marks under `place`."""
    tasks = [_task(line, place, counting) for line in lines]
    return json.dumps(tasks, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def config_xml() -> str:
    """The labelling configuration to paste into the settings of the Label Studio project."""
    view = Element("View")
    SubElement(view, "Style").text = _KEEP_SPACES
    titles = words().titles
    SubElement(view, "Header", {"value": titles["heading"], "size": "5"})
    for name in ("task", "anchor_date"):
        SubElement(view, "Header", {"value": titles[name], "size": "6"})
        SubElement(view, "Header", {"value": f"${name}", "size": "6"})
    labels = SubElement(view, "Labels", {"name": LABEL_CONTROL, "toName": TEXT_OBJECT})
    for label in LABELS:
        SubElement(labels, "Label", {"value": label, "background": words().colours[label]})
    SubElement(view, "Text", {"name": TEXT_OBJECT, "value": "$text"})
    for control in CONTROLS:
        _ask(view, control)
    indent(view)
    return tostring(view, encoding="unicode") + "\n"


def _task(line: GoldLine, place: Place, counting: Counting) -> _Json:
    units = Units.of(line.narrative)
    convert: Callable[[int], int] = units.from_points if counting == "utf-16" else int
    results = [
        result
        for nth, mark in enumerate(marks_of(line), start=1)
        for result in _results(mark, f"{label_of(mark).lower()}-{nth}", convert)
    ]
    labelled: _Json = {"result": results}
    if place == "predictions":
        labelled = {"model_version": MODEL_VERSION, **labelled}
    return {"data": {"text": line.narrative, **Origin.of(line).model_dump(mode="json")}, place: [labelled]}


def _results(mark: Mark, identity: str, convert: Callable[[int], int]) -> Iterable[_Json]:
    span = {"start": convert(mark.start), "end": convert(mark.end)}
    value = {**span, "text": mark.text, "labels": [label_of(mark)]}
    yield _result(identity, LABEL_CONTROL, "labels", value)
    for control, text in answers(mark):
        kind, key = ("choices", "choices") if control.choices else ("textarea", "text")
        yield _result(identity, control.name, kind, {**span, key: [text]})


def _result(identity: str, name: str, kind: str, value: _Json) -> _Json:
    return {"id": identity, "from_name": name, "to_name": TEXT_OBJECT, "type": kind, "value": value}


def _ask(view: Element, control: Control) -> None:
    condition = {"whenTagName": LABEL_CONTROL, "whenLabelValue": ",".join(control.labels)}
    block = SubElement(view, "View", {"visibleWhen": "region-selected", **condition})
    SubElement(block, "Header", {"value": words().titles[control.name], "size": "6"})
    asked = {"name": control.name, "toName": TEXT_OBJECT, "perRegion": "true", **condition}
    if not control.choices:
        SubElement(block, "TextArea", {**asked, "maxSubmissions": "1", "editable": "true", "rows": "1"})
        return
    choices = SubElement(block, "Choices", {**asked, "choice": "single", "showInline": "true"})
    for choice in control.choices:
        SubElement(choices, "Choice", {"value": choice, "hint": words().hints[choice]})
