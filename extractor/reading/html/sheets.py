"""The page's own style sheets, as far as simple selectors say what is not shown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

Declarations = dict[str, str]
"""Values by property, lower case."""

_TELLING = {
    "display", "visibility", "font-size", "opacity", "color", "background", "background-color", "mso-hide",
    "white-space", "list-style", "list-style-type", "position", "left", "top", "text-indent", "height", "max-height",
    "overflow",
}  # fmt: skip
_COMMENT = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/|<!--|-->")
_COMPOUND = re.compile(r"([A-Za-z][\w-]*)?((?:[.#][\w\\-]+)*)")
_MARK = re.compile(r"([.#])([^.#]+)")
_INLINE, _IMPORTANT = 1_000, 10_000
_NEAREST = 64
"""How many ancestors a selector is held against."""
_MOST_RULES = 5_000


class Identity(NamedTuple):
    """What selectors know of an element."""

    tag: str
    id: str
    classes: frozenset[str]


class _Rule(NamedTuple):
    compounds: tuple[Identity, ...]
    """From the element itself outwards."""
    weight: int
    declared: Declarations


class Sheet:
    """The rules of a page that tell whether words are seen."""

    def __init__(self, texts: Iterable[str]) -> None:
        merged: dict[tuple[tuple[Identity, ...], int], Declarations] = {}
        for text in texts:
            for selectors, body in _blocks(_COMMENT.sub(" ", text)):
                for compounds, weight, declared in _rules(selectors, body):
                    if len(merged) < _MOST_RULES:
                        merged.setdefault((compounds, weight), {}).update(declared)
        self._rules: dict[str, list[_Rule]] = defaultdict(list)
        for (compounds, weight), declared in merged.items():
            self._rules[_key(compounds[0])].append(_Rule(compounds, weight, declared))

    def __bool__(self) -> bool:
        return bool(self._rules)

    def declared(self, path: Sequence[Identity], inline: str) -> Declarations:
        """What holds for the last element of `path`, whose own style is `inline`."""
        plain, important = declarations(inline)
        found = [rule for rule in self._candidates(path[-1]) if _matches(rule.compounds, path)] if self._rules else []
        weighted = [(rule.weight, rule.declared) for rule in found]
        weighted += [(_INLINE, plain), (_INLINE + _IMPORTANT, important)]
        merged: Declarations = {}
        for _, declared in sorted(weighted, key=lambda pair: pair[0]):
            merged |= declared
        return merged

    def _candidates(self, element: Identity) -> Iterator[_Rule]:
        yield from self._rules.get(element.tag, ())
        for name in sorted(element.classes):
            yield from self._rules.get(f".{name}", ())
        if element.id:
            yield from self._rules.get(f"#{element.id}", ())


@lru_cache(maxsize=4096)
def declarations(style: str) -> tuple[Declarations, Declarations]:
    """The telling declarations of a style: the plain ones, and those that are ``!important``."""
    plain: Declarations = {}
    important: Declarations = {}
    for declaration in style.lower().split(";"):
        name, colon, value = declaration.partition(":")
        if colon and name.strip() in _TELLING:
            bare, bang, _ = value.partition("!")
            (important if bang else plain)[name.strip()] = bare.strip()
    return plain, important


def _rules(selectors: str, body: str) -> Iterator[_Rule]:
    plain, important = declarations(body)
    for selector in selectors.split(",") if plain or important else ():
        if compounds := _compounds(selector):
            weight = sum(100 * bool(one.id) + 10 * len(one.classes) + bool(one.tag) for one in compounds)
            for declared, extra in ((plain, 0), (important, _IMPORTANT)):
                if declared:
                    yield _Rule(compounds, min(weight, _INLINE - 1) + extra, declared)


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations; those under a condition such as the width of the screen are passed over."""
    at = 0
    while (opening := text.find("{", at)) >= 0:
        selectors = text[at:opening].rsplit(";", 1)[-1].strip()
        if selectors.startswith("@"):
            at = _end_of_block(text, opening)
            continue
        closing = text.find("}", opening)
        closing = len(text) if closing < 0 else closing
        yield selectors, text[opening + 1 : closing]
        at = closing + 1


def _end_of_block(text: str, opening: int) -> int:
    depth = 0
    for brace in re.compile("[{}]").finditer(text, opening):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.end()
    return len(text)


def _compounds(selector: str) -> tuple[Identity, ...]:
    """The parts of a selector from the element outwards; none where it says more than names."""
    found = []
    for part in reversed(selector.split()):
        match = _COMPOUND.fullmatch(part)
        if match is None:
            return ()
        marks = _MARK.findall(match[2] or "")
        ids = [name for sign, name in marks if sign == "#"]
        classes = frozenset(name for sign, name in marks if sign == ".")
        found.append(Identity((match[1] or "").lower(), ids[0] if ids else "", classes))
    return tuple(found)


def _key(compound: Identity) -> str:
    if compound.id:
        return f"#{compound.id}"
    return f".{min(compound.classes)}" if compound.classes else compound.tag


def _matches(compounds: tuple[Identity, ...], path: Sequence[Identity]) -> bool:
    if not _fits(compounds[0], path[-1]):
        return False
    outer = iter(path[-2 : -2 - _NEAREST : -1])
    return all(any(_fits(compound, element) for element in outer) for compound in compounds[1:])


def _fits(compound: Identity, element: Identity) -> bool:
    return compound.tag in ("", element.tag) and compound.id in ("", element.id) and compound.classes <= element.classes
