"""The recogniser, with the models that its wheel ships; nothing is fetched.

Telemetry of onnxruntime is on unless a variable says otherwise before it is loaded.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import rapidocr

Pixels = npt.NDArray[np.uint8]
"""Rows × columns × 3, blue first."""

_MODELS = Path(rapidocr.__file__).parent / "models"
_BATCH = 1
"""Lines are not padded to the width of others, which saves a third of the time and leaves each to itself."""
_NARROWEST = 96
"""Width in pixels, at a height of 48, that the crops of a batch are at least padded to."""


class Reading(NamedTuple):
    """What a crop says."""

    text: str
    certainty: float
    """Mean probability of its characters, 0 to 1."""
    places: tuple[float, ...]
    """Where each character of `text` but the blanks stands, in shares of the crop's width."""


def detect(picture: Pixels) -> npt.NDArray[np.float32]:
    """The lines of text on `picture`: corners from the top left one on, clockwise; n × 4 × 2, in pixels."""
    found = _engine()(picture, use_det=True, use_cls=False, use_rec=False).boxes
    return np.zeros((0, 4, 2), np.float32) if found is None else np.asarray(found, np.float32)


def recognise_lines(crops: Sequence[Pixels]) -> list[Reading]:
    """What each of `crops` says, a line each."""
    if not crops:
        return []
    found = _engine().recognize_txt(list(crops))
    return [
        Reading(text, float(score), _places(told))
        for text, score, told in zip(found.txts, found.scores, found.word_results, strict=True)
    ]


def _places(told: Any) -> tuple[float, ...]:  # noqa: ANN401 - the library's own
    length = max(told.line_txt_len, 1.0)
    return tuple((column + 0.5) / length for word in told.word_cols for column in word)


@cache
def _engine() -> Any:  # noqa: ANN401 - the library declares no types
    threads = len(os.sched_getaffinity(0))
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_preprocess_img": False,
            "Global.use_vertical_padding": False,
            "Global.text_score": 0.0,
            "Global.return_word_box": True,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Det.limit_type": "max",
            "Det.limit_side_len": 100_000,  # the picture comes in the size it is to be searched in
            "Det.model_path": str(_MODELS / "PP-OCRv6_det_small.onnx"),
            "Rec.model_path": str(_MODELS / "PP-OCRv6_rec_small.onnx"),
            "Global.use_cls": False,
            "Rec.rec_batch_num": _BATCH,
            "Rec.rec_img_shape": [3, 48, _NARROWEST],
        }
    )
