"""Explanations as small trees over result columns: built once from policy and words, rendered per row or in SQL.

The engine says codes and figures; `kehuan.ui.explanation` builds a tree that says them in a language. The same tree
is rendered for one customer by `render` below and for a million by `kehuan.engine.compile.text`.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

NUDGE = 1e-6  # so that 0.57 × 1000, which is 569.999…, shows as 57%


@dataclass(frozen=True)
class Shape:
    """How a stored figure is written: |value| × `times` ÷ `by`, cut (never rounded up to a threshold that it misses)
    to `decimals` places without trailing zeros, `suffix` behind. `small` serves values below `small_below`.

    `real` figures are float64, all others whole. `words` are those of a scale, worst first.
    """

    times: int = 1
    by: int = 1
    decimals: int = 0
    suffix: str = ""
    real: bool = False
    words: tuple[str, ...] = ()
    small_below: int = 0
    small: "Shape | None" = None
    grouped: bool = False


@dataclass(frozen=True)
class Shown:
    """The value of a column in a shape; with `up_to`, what it lacks to that threshold; `unknown` where it is null."""

    column: str
    shape: Shape
    unknown: str
    up_to: int | float | None = None


@dataclass(frozen=True)
class Switch:
    """The text for the value of a column, `otherwise` for values without one."""

    column: str
    texts: Mapping[int | str | bool, "Text"]
    otherwise: "Text" = ""


@dataclass(frozen=True)
class IfBits:
    """`then` where more than `beyond` of the bits of `mask` are 1 in a bit-set column, else `otherwise`."""

    column: str
    mask: int
    then: "Text"
    otherwise: "Text" = ""
    beyond: int = 0


@dataclass(frozen=True)
class Listed:
    """Parts that may be empty, each followed by `separator`; the last separator falls away."""

    parts: tuple["Text", ...]
    separator: str


Text = str | Shown | Switch | IfBits | Listed | tuple["Text", ...]


def render(text: Text, row: Mapping[str, object]) -> str:
    """The sentence of one result row."""
    match text:
        case str():
            return text
        case tuple():
            return "".join(render(part, row) for part in text)
        case Shown():
            return _shown(text, row[text.column])
        case Switch(column=column, texts=texts):
            key = row[column]
            return render(texts[key] if isinstance(key, int | str) and key in texts else text.otherwise, row)
        case IfBits(column=column, mask=mask):
            bits = row[column]
            held = isinstance(bits, int) and (bits & mask).bit_count() > text.beyond
            return render(text.then if held else text.otherwise, row)
        case Listed(parts=parts, separator=separator):
            return separator.join(said for part in parts if (said := render(part, row)))


def _shown(text: Shown, value: object) -> str:
    if value is None:
        return text.unknown
    assert isinstance(value, int | float)
    return show(text.shape, value if text.up_to is None else text.up_to - value)


def show(shape: Shape, value: int | float) -> str:
    """The value in its shape."""
    if shape.words:
        return shape.words[int(value)]
    size = abs(value)
    if shape.small and size < shape.small_below:
        return show(shape.small, value)
    scaled = math.floor(size * shape.times + NUDGE) if shape.real else int(size) * shape.times // shape.by
    whole, rest = divmod(scaled, 10**shape.decimals)
    digits = f".{rest:0{shape.decimals}}".rstrip("0").rstrip(".") if shape.decimals else ""
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{whole:,}{digits}{shape.suffix}" if shape.grouped else f"{sign}{whole}{digits}{shape.suffix}"
