"""Field types that policy sections share: conditions, durations, windows, percents – each read as written."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, PlainValidator
from pydantic_core import PydanticCustomError

from kehuan.engine.conditions import (
    ConditionError,
    Test,
    read_condition,
    read_test,
    write_condition,
)
from kehuan.engine.figures import Figure, read_figure
from kehuan.engine.unfilled import unfilled_place

T = TypeVar("T")


class Section(BaseModel):
    """A part of the policy: immutable, and an unknown key is an error, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Clause(Section):
    """A part that decisions cite: `article` is its number in the document, `added` marks what the source lacks."""

    article: str = ""
    added: bool = False


def refuse(code: str, /, at: tuple[str | int, ...] = (), **figures: object) -> PydanticCustomError:
    """The error that the loader turns into a Finding with `code`, `figures` and the place `at` below the field."""
    return PydanticCustomError("kehuan", "{code}", {"code": code, "at": at, "figures": figures})


def reader(read: Callable[[object], T]) -> Callable[[object], T]:
    """`read` for a Pydantic field: a place left to fill, and a condition that cannot be read, become findings."""

    def validate(raw: object) -> T:
        if isinstance(raw, str) and (place := unfilled_place(raw)):
            raise refuse("policy.unfilled", text=place)
        try:
            return read(raw)
        except ConditionError as error:
            raise refuse(error.code, error.at, **error.figures) from None

    return validate


@dataclass(frozen=True)
class Window:
    """How far back facts count: `n` months or periods before the cut-off, or all of them."""

    unit: Literal["months", "periods", "all"]
    n: int
    text: str

    def __str__(self) -> str:
        return self.text


def read_window(raw: object) -> Window:
    """`24 months`, `2 years`, `1 half_year`, `2 periods`, `all`."""
    if isinstance(raw, Window):
        return raw
    text = str(raw).strip()
    if text in ("all", "全部"):
        return Window("all", 0, text)
    if match := re.fullmatch(r"(\d+) ?(?:periods?|个?(?:评估)?周期)", text):
        return _positive(Window("periods", int(match[1]), text))
    try:
        figure = read_figure(raw)
    except ValueError:
        raise refuse("policy.window_unreadable", text=text) from None
    if figure.kind != "months" or figure.value.denominator != 1:
        raise refuse("policy.window_unreadable", text=text)
    return _positive(Window("months", int(figure.value), text))


def _positive(window: Window) -> Window:
    if window.n < 1:
        raise refuse("policy.window_unreadable", text=window.text)
    return window


def _figure_of(*kinds: str, code: str) -> Callable[[object], Figure]:
    def read(raw: object) -> Figure:
        if isinstance(raw, Figure):
            return raw
        try:
            figure = read_figure(raw)
        except ValueError:
            raise refuse(code, text=str(raw)) from None
        if figure.kind not in kinds or figure.value < 0:
            raise refuse(code, text=str(raw))
        return figure

    return read


def _percent(raw: object) -> Fraction:
    if isinstance(raw, Fraction):
        return raw
    figure = _figure_of("percent", code="policy.percent_expected")(raw)
    if figure.value > 1:
        raise refuse("policy.percent_expected", text=str(raw))
    return figure.value


@dataclass(frozen=True)
class Share:
    """At most this many: `part` of all (5%) or `count` customers."""

    part: Fraction | None
    count: int | None


def _share(raw: object) -> Share:
    if isinstance(raw, Share):
        return raw
    if isinstance(raw, int) and not isinstance(raw, bool) and raw > 0:
        return Share(None, raw)
    return Share(_percent(raw), None)


def _many(raw: object) -> object:
    return [raw] if isinstance(raw, str) else raw


def _plain(value: object) -> object:
    return str(value)


def _month_day(raw: object) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,2})-(\d{1,2})", str(raw).strip())
    if not match:
        raise refuse("policy.month_day_expected", text=str(raw))
    month, day = int(match[1]), int(match[2])
    try:
        date(2024, month, day)  # a leap year, so that 02-29 may stand for the end of February
    except ValueError:
        raise refuse("policy.month_day_expected", text=str(raw)) from None
    return month, day


def _days(raw: object) -> int:
    figure = _figure_of("days", code="policy.days_expected")(raw)
    return int(figure.value)


def _months(raw: object) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    figure = _figure_of("months", code="policy.months_expected")(raw)
    return int(figure.value)


def _text(raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise refuse("policy.text_expected", text=str(raw))
    return raw


ConditionField = Annotated[Any, PlainValidator(reader(read_condition)), PlainSerializer(write_condition)]
TestField = Annotated[Test, PlainValidator(reader(read_test)), PlainSerializer(_plain)]
WindowField = Annotated[Window, PlainValidator(reader(read_window)), PlainSerializer(_plain)]
Amount = Annotated[Figure, PlainValidator(reader(_figure_of("number", "money", code="policy.amount_expected")))]
Percent = Annotated[Fraction, PlainValidator(reader(_percent))]
ShareField = Annotated[Share, PlainValidator(reader(_share))]
MonthDay = Annotated[tuple[int, int], PlainValidator(reader(_month_day))]
Days = Annotated[int, PlainValidator(reader(_days))]
Months = Annotated[int, PlainValidator(reader(_months))]
Text = Annotated[str, PlainValidator(reader(_text))]
Words = Annotated[tuple[Text, ...], BeforeValidator(_many)]
