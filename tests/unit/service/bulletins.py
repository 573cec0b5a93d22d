"""A bulletin, what a model answers about it, and how the command line is called."""

from __future__ import annotations

import json

from extractor.openai_model import Mode
from tests.fakes import Step, completion, respond, said

NARRATIVE = "截至5月底，已建成7座，占任务的58.3%；其余5座因资金未到位尚未开工。"
BULLETIN = f"""民生实事进展情况通报
2031年6月5日

1.新建公厕12座。
责任单位：市城管局
进展情况：{NARRATIVE}
"""
ANSWER = {
    "n": ["1a", "2a:公厕", "3ca:公厕", "4p:其余公厕"],
    "b": [{"t": "因资金未到位尚未开工", "c": "funding", "h": False}],
    "m": [],
}
OTHERWISE = ANSWER | {"n": ["1a", "2t:公厕", "3ca:公厕", "4p:其余公厕"]}
PRICES = """[umber-1]
currency = "CNY"
input = 100
cached = 10
output = 200
"""


def answering(answer: object, mode: Mode = "json_schema", name: str = "Answer") -> Step:
    """A step that answers with `answer` as JSON, in a call of `name` where that is the mode."""
    text = json.dumps(answer, ensure_ascii=False)
    return respond(completion(said(text, mode, name)))
