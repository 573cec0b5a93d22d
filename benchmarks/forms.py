"""Three ways to ask for the same facts, and what a model that is right in everything would answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

from extractor.labelling import assemble
from extractor.llm import ChatAnswer, ChatRequest
from extractor.mentions import find, ground
from extractor.model_labelling import label_by_model, lay_out
from extractor.model_labelling.asking import ask
from extractor.prompts import load
from extractor.records import GoldLine, Marks, NarrativeRequest

from . import peer
from .answers import compact, dumped, ledger_of, spelled_out

_EXAMPLE: Final = re.compile(r"任务：(.*)\n基准日：(.*)\n正文：(.*)\n答：(.*)")
_MARK: Final = re.compile(r"\[\d+\]")
_ROLES, _EXAMPLES, _DATA = "# 数量的角色", "# 例", "# 资料"
_FIELDS: Final = """你是政府督查通报的标注员。从一段“进展情况”中摘出每个数量、百分数、日期和阻碍。只输出一个JSON对象。

# 输出格式
{"quantities":[…],"percentages":[…],"dates":[…],"blockers":[…]}
- 数量：text 原文；value 数值（万、亿乘出）；value_max 区间上限或null；unit 单位；
  bound 为exact、at_least、at_most、approx；subject 主语；role 角色。
- 百分数：text、value、value_max、bound、subject、kind 种类、role 角色。
- 日期：text；from、to 起止日（YYYY-MM-DD）；role 角色。
- 阻碍：text 原文；category 类别；halted 是否停滞。
"""


class Form(NamedTuple):
    """One way to ask."""

    name: str
    prompt: Callable[[GoldLine], str]
    answer: Callable[[GoldLine], str]
    """That of a model that is right in everything."""


class _Replaying:
    """A `ChatModel` that gives one answer."""

    identity = "example"

    def __init__(self, raw: str) -> None:
        self.raw = raw

    def complete(self, request: ChatRequest) -> ChatAnswer:
        content = request.answer.model_validate_json(self.raw, context=request.context)
        return ChatAnswer(content, self.raw, self.identity, None, 0.0)


def request_of(line: GoldLine) -> NarrativeRequest:
    """What is asked about a line of gold."""
    return NarrativeRequest(id=line.id, narrative=line.narrative, anchor_date=line.anchor_date, task=line.task)


def ours(name: str) -> Form:
    """The prompt called `name`, and compact answers."""

    def prompt(line: GoldLine) -> str:
        sheet = lay_out(request_of(line), ledger_of(line), lambda _: None)
        return "".join(message.content for message in ask(sheet, load(name)).messages)

    return Form(f"ours, {name}", prompt, compact)


def worked_examples() -> list[tuple[NarrativeRequest, Marks]]:
    """Those of the prompt, their answers as marks."""
    found = []
    for task, anchor, text, raw in _EXAMPLE.findall(load("label").body):
        request = NarrativeRequest(
            id="", narrative=_MARK.sub("", text), anchor_date=date.fromisoformat(anchor), task=task
        )
        labelled = label_by_model(
            request,
            find(request.narrative, request.anchor_date),
            _Replaying(raw),
            load("label"),
            ground=lambda quote, request=request: ground(request.narrative, quote, request.anchor_date),
        )
        made = assemble(request.narrative, labelled.ledger, labelled.labelling, request.anchor_date)
        found.append((request, Marks.of(one.mark for one in made)))
    return found


def description() -> str:
    """What the prompt tells of roles, kinds and obstacles, without our form of an answer."""
    body = load("label").body
    return _FIELDS + "\n" + body[body.index(_ROLES) : body.index(_EXAMPLES)]


def context_of(request: NarrativeRequest) -> str:
    """What stands beside the narrative."""
    return f"任务：{request.task or '无'}\n基准日：{request.anchor_date}"


def free_json() -> Form:
    """The same task, answered with every field."""
    shown = "\n\n".join(
        f"{context_of(request)}\n正文：{request.narrative}\n答：{spelled_out(marks)}"
        for request, marks in worked_examples()
    )
    body = load("label").body
    static = f"{description()}\n{_EXAMPLES}\n{shown}\n\n{body[body.index(_DATA) : body.index('[[user]]')]}"
    return Form(
        "JSON, every field",
        lambda line: f"{static}\n{context_of(request_of(line))}\n正文：{line.narrative}",
        lambda line: spelled_out(line.marks()),
    )


def langextract() -> list[Form]:
    """Its prompt, and its answers as its examples show them and without indentation."""
    examples = [peer.Example(request.narrative, marks) for request, marks in worked_examples()]
    prompts = peer.Prompts(description(), examples)

    def prompt(line: GoldLine) -> str:
        return prompts.prompt(line.narrative, context_of(request_of(line)))

    return [
        Form(peer.name(), prompt, lambda line: prompts.answer(line.marks())),
        Form(f"{peer.name()}, unindented", prompt, lambda line: dumped(json.loads(prompts.answer(line.marks())))),
    ]


def dense_examples() -> list[tuple[str, str]]:
    """The narratives of the worked examples, where numbers stand close, without and with their numbering."""
    return [(_MARK.sub("", text), text) for _, _, text, _ in _EXAMPLE.findall(load("label").body)]
