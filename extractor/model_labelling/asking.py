"""The request: the prompt filled in with a narrative, its document text fenced as data."""

from __future__ import annotations

from typing import Final

from ..llm import ChatRequest, Message, Refused
from ..prompts import Prompt
from .closing import answer_model
from .reading import MistakeKind
from .sheet import Sheet
from .tables import table
from .visible import fence, numbered, show

_PER_ANSWER: Final = 200
_PER_MENTION: Final = 24
_PER_CHARACTER: Final = 1.5


def ask(sheet: Sheet, prompt: Prompt) -> ChatRequest:
    """The request for one narrative; the same narrative always makes the same one."""
    task = show(sheet.request.task).text
    narrative = numbered(sheet.visible, sheet.ledger.mentions)
    anchor = sheet.request.anchor_date
    parts = prompt.render(
        {
            "task": task or "无",
            "anchor": anchor.isoformat() if anchor else "不明",
            "narrative": narrative,
            "count": str(len(sheet.ledger.mentions)),
            "fence": fence(task, narrative),
        }
    )
    return ChatRequest(
        messages=tuple(Message(part.role, part.text) for part in parts),
        answer=answer_model(),
        max_tokens=_ceiling(sheet),
        logprobs=True,
        context=sheet,
    )


def ask_again(request: ChatRequest, kind: MistakeKind, raw: str) -> ChatRequest:
    """The same request with one sentence about the kind of mistake; it shows nothing of the refused answer `raw`."""
    *before, last = request.messages
    sentence: str = table("mistakes")[kind]
    messages = (*before, last._replace(content=f"{last.content}\n\n{sentence}"))
    return request._replace(messages=messages, amends=Refused(request, raw))


def _ceiling(sheet: Sheet) -> int:
    """Tokens that the longest sensible answer takes: a row for each mention, every word of the text quoted once."""
    return _PER_ANSWER + _PER_MENTION * len(sheet.ledger.mentions) + int(_PER_CHARACTER * len(sheet.visible.text))
