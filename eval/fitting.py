"""Linear models fitted to examples; deterministic, and rounded so that the file of weights is small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression

from extractor.errors import FormatError
from extractor.learned.weights import Classifier, Ranker

from .examples import Example, Examples, Ranking

_Floats = NDArray[np.float64]
_C = {
    "quantity_role": 0.1,
    "percentage_kind": 0.1,
    "percentage_role": 0.1,
    "date_role": 0.1,
    "obstacle_clause": 0.3,
    "blocker_category": 0.3,
    "subject_kept": 0.3,
}
"""How little each model is held to small weights."""
_LEAST = 3
"""Fewest examples that a feature stands in."""
_LEAST_RANKED = 4
_PARTS = 3
_PENALTY = 3.0
_MARGIN = 1.6
_LIKE, _UNLIKE = 0.75, 0.25
"""From which bigram F1 on a candidate is right, and up to which it is wrong; between them it is partly right."""
_SMALL = 0.005
_TEMPERATURES = tuple(round(0.5 + 0.1 * step, 1) for step in range(26))


def fit_classifier(name: str, examples: Sequence[Example], *, calibrate: bool = True) -> Classifier:
    """The model for question `name`; to `calibrate` it, its temperature is set on files left out.

    Raises `FormatError` where there is no example.
    """
    if not examples:
        raise FormatError(f"labels: there is no example of {name}; train on more narratives")
    model = _fitted(name, examples)
    if not calibrate:
        return model
    held_out = []
    stems = sorted({one.source for one in examples})
    for part in (frozenset(stems[start::_PARTS]) for start in range(min(_PARTS, len(stems)))):
        rest = [one for one in examples if one.source not in part]
        if rest:
            held_out.append((_fitted(name, rest), [one for one in examples if one.source in part]))
    return model.model_copy(update={"temperature": _temperature(held_out)})


def fit_ranker(rankings: Iterable[Ranking]) -> Ranker:
    """The model that tells the likeliest candidate: that in which the right ones together are most probable.

    With nothing to learn from, it leaves the rules' own.
    """
    chosen = [one for one in rankings if max(one.likeness) > _UNLIKE]
    if not chosen:
        return Ranker(margin=_MARGIN, weights={})
    rows = [set(features) for one in chosen for features in one.features]
    names = _names(rows, _LEAST_RANKED)
    matrix = _matrix(rows, names)
    firsts = np.cumsum([0, *(len(one.features) for one in chosen)])[:-1]
    owners = np.repeat(np.arange(len(chosen)), [len(one.features) for one in chosen])
    likeness = np.array([value for one in chosen for value in one.likeness])
    right = np.clip((likeness - _UNLIKE) / (_LIKE - _UNLIKE), 0, 1)

    def loss(weights: _Floats) -> tuple[float, _Floats]:
        scores = matrix @ weights
        raised = np.exp(scores - np.maximum.reduceat(scores, firsts)[owners])
        chances = raised / np.add.reduceat(raised, firsts)[owners]
        together = np.add.reduceat(chances * right, firsts) + 1e-12
        slopes = chances - chances * right / together[owners]
        value = -np.log(together).sum() + 0.5 * _PENALTY * float(weights @ weights)
        return float(value), matrix.T @ slopes + _PENALTY * weights

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    kept = {name: round(float(best[at]), 3) for name, at in names.items() if abs(best[at]) >= _SMALL}
    return Ranker(margin=_MARGIN, weights=kept)


def fit_all(examples: Examples, *, calibrate: bool) -> dict[str, Any]:
    """The models of all questions and the ranker, by field of `Weights`."""
    models: dict[str, Any] = {
        name: fit_classifier(name, of, calibrate=calibrate) for name, of in examples.questions.items()
    }
    return {**models, "subject": fit_ranker(examples.rankings)}


def _fitted(name: str, examples: Sequence[Example]) -> Classifier:
    answers = sorted({one.answer for one in examples})
    if len(answers) == 1:
        return Classifier(classes=tuple(answers), temperature=1.0, weights={})
    rows = [set(one.features) for one in examples]
    names = _names(rows, _LEAST)
    model = LogisticRegression(C=_C[name], max_iter=2000)
    model.fit(_matrix(rows, names), [one.answer for one in examples])
    classes = [str(one) for one in model.classes_]
    table = _a_row_each(model.coef_)
    start = _a_row_each(model.intercept_[:, None])[:, 0]
    weights = {
        feature: tuple(round(float(value), 3) for value in table[:, at])
        for feature, at in names.items()
        if np.abs(table[:, at]).max() >= _SMALL
    }
    bias = weights.get("bias", (0.0,) * len(classes))
    weights["bias"] = tuple(round(one + float(two), 3) for one, two in zip(bias, start, strict=True))
    return Classifier(classes=tuple(classes), temperature=1.0, weights=weights)


def _a_row_each(coefficients: _Floats) -> _Floats:
    """A row for each class; where there are two, there is one for the second alone."""
    return np.vstack([-coefficients, coefficients]) if len(coefficients) == 1 else coefficients


def _temperature(held_out: Sequence[tuple[Classifier, Sequence[Example]]]) -> float:
    """The temperature at which unseen answers are likeliest."""

    def surprise(temperature: float) -> float:
        total = 0.0
        for model, examples in held_out:
            warmed = model.model_copy(update={"temperature": temperature})
            for one in examples:
                chance = warmed.probabilities(list(one.features)).get(one.answer, 0.0)
                total -= float(np.log(max(chance, 1e-6)))
        return total

    return min(_TEMPERATURES, key=surprise) if held_out else 1.0


def _names(rows: Iterable[set[str]], least: int) -> Mapping[str, int]:
    counts = Counter(name for row in rows for name in row)
    return {name: at for at, name in enumerate(sorted(name for name, count in counts.items() if count >= least))}


def _matrix(rows: Sequence[set[str]], names: Mapping[str, int]) -> Any:  # noqa: ANN401 - scipy has no types
    indices: list[int] = []
    ends = [0]
    for row in rows:
        indices += sorted(names[name] for name in row if name in names)
        ends.append(len(indices))
    return csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(rows), len(names)))
