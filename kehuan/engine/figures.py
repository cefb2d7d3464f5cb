"""Figures as a policy writes them: `500万`, `1.5亿元`, `20%`, `3 years`, `6个月`, and the words of a scale."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

FigureKind = Literal["number", "money", "percent", "months", "days", "word"]

_TIMES = {"": 1, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
_UNITS: dict[str, tuple[FigureKind, int]] = {
    "": ("number", 1),
    "元": ("money", 1),
    "%": ("percent", 1),
    "day": ("days", 1),
    "days": ("days", 1),
    "天": ("days", 1),
    "日": ("days", 1),
    "month": ("months", 1),
    "months": ("months", 1),
    "个月": ("months", 1),
    "quarter": ("months", 3),
    "quarters": ("months", 3),
    "季度": ("months", 3),
    "个季度": ("months", 3),
    "half_year": ("months", 6),
    "half_years": ("months", 6),
    "half-year": ("months", 6),
    "half-years": ("months", 6),
    "个半年": ("months", 6),
    "year": ("months", 12),
    "years": ("months", 12),
    "年": ("months", 12),
}
_FIGURE = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)\s*(百万|千万|千|万|亿)?\s*([a-z_-]+|元|%|天|日|个月|个?季度|个半年|年)?")


@dataclass(frozen=True)
class Figure:
    """One figure with its unit. `value` is exact: yuan for money, whole months or days for durations,
    a hundredth for one percent; for a word of a scale `value` is 0 and `text` is the word."""

    kind: FigureKind
    value: Fraction
    text: str

    def __str__(self) -> str:
        return self.text


def read_figure(raw: object) -> Figure:
    """The figure that `raw` (a YAML scalar) writes; anything that is no figure is a word.

    Raises ValueError for a boolean, a list or an empty text.
    """
    if isinstance(raw, bool) or not isinstance(raw, int | float | str) or raw == "":
        raise ValueError("figure.empty")
    text = str(raw).strip()
    match = _FIGURE.fullmatch(text)
    if not match or (match[3] or "") not in _UNITS:
        return Figure("word", Fraction(0), text)
    kind, unit = _UNITS[match[3] or ""]
    value = Fraction(match[1].replace(",", "")) * _TIMES[match[2] or ""] * unit
    return Figure(kind, value / 100 if kind == "percent" else value, text)
