"""The one small language of conditions: `amount_24m >= 100万` and trees of all / any / not / at_least k of.

Conditions are three-valued: a metric without a value makes its comparison unknown (None), and unknown spreads as
Kleene's logic has it – it moves nobody by itself, and does not hide what is already decided.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kehuan.engine.figures import Figure, read_figure
from kehuan.engine.unfilled import unfilled_place

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "==": operator.eq,
    "!=": operator.ne,
}
_NARROW = str.maketrans(  # what a Chinese keyboard types for the operators
    {"≥": ">=", "≤": "<=", "≠": "!=", "\uff1e": ">", "\uff1c": "<", "\uff1d": "=", "\uff05": "%", "\u3000": " "}
)
_COMPARISON = re.compile(r"\s*([A-Za-z_]\w*)\s*(>=|<=|==|!=|>|<)\s*(\S.*?)\s*")
_BAND = re.compile(r"\s*(>=|<=|==|!=|>|<)\s*(\S.*?)\s*")


@dataclass(frozen=True)
class Test:
    """`operator figure`, applied to a value that is named elsewhere (a band, a monthly count)."""

    operator: str
    figure: Figure

    def __str__(self) -> str:
        return f"{self.operator} {self.figure}"


@dataclass(frozen=True)
class Comparison:
    """`metric operator figure`, a leaf of every condition."""

    metric: str
    test: Test

    def __str__(self) -> str:
        return f"{self.metric} {self.test}"


@dataclass(frozen=True)
class Combination:
    """At least `k` of `parts` hold. `all` is k = len(parts), `any` is k = 1: one rule serves the three."""

    word: str
    k: int
    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold; unknown stays unknown."""

    part: "Condition"


Condition = Comparison | Combination | Not


class ConditionError(ValueError):
    """A condition that cannot be read: `code` and `figures` as in a Finding, `at` leads to the place inside it."""

    def __init__(self, code: str, *at: str | int, **figures: object) -> None:
        super().__init__(code)
        self.code = code
        self.at = at
        self.figures = figures


def read_condition(raw: object) -> Condition:
    """The condition that a YAML value writes. Raises ConditionError; a bare list is refused because
    it leaves open whether all or any of it must hold (source 003 does so throughout chapter 四)."""
    if isinstance(raw, Comparison | Combination | Not):
        return raw
    if isinstance(raw, str):
        return _read_comparison(raw)
    if isinstance(raw, Mapping):
        return _read_tree(raw)
    if isinstance(raw, Sequence):
        raise ConditionError("condition.and_or_unstated")
    raise ConditionError("condition.unreadable", text=str(raw))


def read_test(raw: object) -> Test:
    """`>= 2`, as bands and `count_where` write it. Raises ConditionError."""
    match = _BAND.fullmatch(raw) if isinstance(raw, str) else None
    if not match:
        raise ConditionError("condition.test_unreadable", text=str(raw))
    return Test(match[1], read_figure(match[2]))


def _read_comparison(text: str) -> Comparison:
    if unfilled_place(text):
        raise ConditionError("policy.unfilled", text=text)
    match = _COMPARISON.fullmatch(text)
    narrow = text.translate(_NARROW)
    if not match and _COMPARISON.fullmatch(narrow):
        raise ConditionError("condition.full_width", text=text, mend=narrow)
    if not match:
        raise ConditionError("condition.unreadable", text=text)
    if re.search("[\uff0c\u3001\uff1b,;] *[A-Za-z_]", match[3]):  # two conditions that a wide comma has glued together
        raise ConditionError("condition.glued", text=text)
    return Comparison(match[1], Test(match[2], read_figure(match[3])))


def _read_tree(raw: Mapping[object, object]) -> Condition:
    keys = [str(key) for key in raw]
    if keys == ["not"]:
        return Not(_at("not", raw["not"]))
    if keys in (["all"], ["any"]):
        parts = _parts(keys[0], raw[keys[0]])
        return Combination(keys[0], len(parts) if keys[0] == "all" else 1, parts)
    if sorted(keys) == ["at_least", "of"]:
        parts, k = _parts("of", raw["of"]), raw["at_least"]
        if not isinstance(k, int) or isinstance(k, bool) or not 1 <= k <= len(parts):
            raise ConditionError("condition.at_least_out_of_range", "at_least", k=str(k), count=len(parts))
        return Combination("at_least", k, parts)
    raise ConditionError("condition.tree_unknown", text=", ".join(keys))


def _parts(key: str, raw: object) -> tuple[Condition, ...]:
    if not isinstance(raw, Sequence) or isinstance(raw, str) or not raw:
        raise ConditionError("condition.list_expected", key, text=key)
    return tuple(_at(key, part, place) for place, part in enumerate(raw))


def _at(key: str, raw: object, *place: int) -> Condition:
    try:
        return read_condition(raw)
    except ConditionError as error:
        error.at = (key, *place, *error.at)
        raise


def comparisons(condition: Condition) -> Iterator[Comparison]:
    """The leaves, left to right: the order in which explanations number them."""
    match condition:
        case Comparison():
            yield condition
        case Combination(parts=parts):
            for part in parts:
                yield from comparisons(part)
        case Not(part=part):
            yield from comparisons(part)


def write_condition(condition: Condition) -> object:
    """The YAML value of a condition; `read_condition` reads it back equal."""
    match condition:
        case Comparison():
            return str(condition)
        case Not(part=part):
            return {"not": write_condition(part)}
        case Combination(word="at_least", k=k, parts=parts):
            return {"at_least": k, "of": [write_condition(part) for part in parts]}
        case Combination(word=word, parts=parts):
            return {word: [write_condition(part) for part in parts]}
