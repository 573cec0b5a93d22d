"""Label Studio: tasks to label, and the labelling configuration that fits them.

Gold counts code points. Label Studio's editor counted UTF-16 code units in its early versions and counts code points
in later ones, which differs after an emoji or a rare character only; `Counting` says which is meant.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, Final, Literal
from xml.etree import ElementTree

from ..records import GoldLine, Mark
from .controls import CONTROLS, LABELS, Control, answers, label_of, words
from .taking import Origin
from .utf16 import Units

Counting = Literal["utf-16", "code-points"]
Place = Literal["annotations", "predictions"]

LABEL_CONTROL: Final = "label"
TEXT_OBJECT: Final = "text"
MODEL_VERSION: Final = "gold"
_KEEP_SPACES = ".htx-text { white-space: pre-wrap; }"

_Json = dict[str, Any]


def tasks_text(lines: Iterable[GoldLine], place: Place = "annotations", counting: Counting = "utf-16") -> str:
    """The tasks of `lines` as the JSON text that Label Studio imports, their marks under `place`."""
    tasks = [_task(line, place, counting) for line in lines]
    return json.dumps(tasks, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def config_xml() -> str:
    """The labelling configuration to paste into the settings of the Label Studio project."""
    view = ElementTree.Element("View")
    ElementTree.SubElement(view, "Style").text = _KEEP_SPACES
    titles = words().titles
    _add(view, "Header", value=titles["heading"], size="5")
    for name in ("task", "anchor_date"):
        _add(view, "Header", value=f"{titles[name]}：${name}", size="6")
    labels = _add(view, "Labels", name=LABEL_CONTROL, toName=TEXT_OBJECT)
    for label in LABELS:
        _add(labels, "Label", value=label, background=words().colours[label])
    _add(view, "Text", name=TEXT_OBJECT, value="$text")
    for control in CONTROLS:
        _ask(view, control)
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode") + "\n"


def _task(line: GoldLine, place: Place, counting: Counting) -> _Json:
    units = Units.of(line.narrative)
    convert: Callable[[int], int] = units.from_points if counting == "utf-16" else int
    results: list[_Json] = []
    for _, marks in line.marks():
        for mark in marks:
            results += _results(mark, f"m{mark.start}-{mark.end}-{label_of(mark).lower()}", convert)
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


def _ask(view: ElementTree.Element, control: Control) -> None:
    asked = {
        "name": control.name,
        "toName": TEXT_OBJECT,
        "perRegion": "true",
        "whenTagName": LABEL_CONTROL,
        "whenLabelValue": ",".join(control.labels),
    }
    block = _add(view, "View", visibleWhen="region-selected", **asked_only(asked))
    _add(block, "Header", value=words().titles[control.name], size="6")
    if not control.choices:
        _add(block, "TextArea", **asked, maxSubmissions="1", editable="true", rows="1")
        return
    choices = _add(block, "Choices", **asked, choice="single", showInline="true")
    for choice in control.choices:
        _add(choices, "Choice", value=choice, hint=words().hints[choice])


def asked_only(asked: dict[str, str]) -> dict[str, str]:
    """The conditions of `asked` that a view takes too."""
    return {name: asked[name] for name in ("whenTagName", "whenLabelValue")}


def _add(parent: ElementTree.Element, tag: str, **attributes: str) -> ElementTree.Element:
    return ElementTree.SubElement(parent, tag, attributes)
