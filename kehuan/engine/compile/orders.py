"""One pass over the orders: sums per stretch of days, and purchase days as bit sets of 62 days.

A bit set makes "distinct days in any window" a population count, whatever the window's edges, and bit sets of
several firms join by OR. The stretches are the smallest that all windows share (four half-years for
manufacturer.yaml). Measured against a rollup by month and against filtered counts in docs/decisions/0004.
"""

import datetime as dt
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from kehuan.engine.compile.conditions import stored, total
from kehuan.engine.compile.facts import by_unit
from kehuan.engine.compile.windows import FOREVER, Span, Windows, atoms_of, covers
from kehuan.engine.policy.grading import Grading
from kehuan.engine.policy.metrics import FactMetric

WORD_DAYS = 62  # of the 64 bits the last two stay clear, so that no engine meets a sign bit


@ibis.udf.scalar.builtin(name="bit_count", signature=(("int64",), "int8"))  # type: ignore[untyped-decorator]
def bit_count(word: int) -> int:  # type: ignore[empty-body]  # DuckDB's own function
    """The number of ones in `word`."""


@ibis.udf.agg.builtin(name="sum", signature=(("int64",), "decimal(38, 0)"))  # type: ignore[untyped-decorator]
def exact_sum(amount: int) -> int:  # type: ignore[empty-body]  # DuckDB's own function
    """The sum as DuckDB's 128 bits; Ibis takes it for int64 and would leave out the cast that makes it so."""


@dataclass(frozen=True)
class OrderTotals:
    """The aggregated orders of each unit, with ways to put windows together from its columns."""

    table: ir.Table
    amount_atoms: Mapping[Span, str]
    count_atoms: Mapping[Span, str]
    words: Mapping[int, str]
    order_spans: Sequence[Span]

    @property
    def sums(self) -> tuple[str, ...]:
        """The columns that are 0, and not unknown, for a unit without orders."""
        return (*self.amount_atoms.values(), *self.count_atoms.values(), *self.words.values())

    def amount(self, row: Any, span: Span) -> ir.IntegerValue:
        """Fen in the span."""
        return _sum(row[name] for atom, name in self.amount_atoms.items() if covers(span, atom))

    def orders(self, row: Any, span: Span) -> ir.IntegerValue:
        """Purchases in the span, as the policy counts them; `row` has the columns of `counted`."""
        found: ir.IntegerValue = row[_counted(span)]
        return found

    def counted(self, row: Any) -> dict[str, ir.IntegerValue]:
        """The purchases of every span that the policy asks for, by column: several metrics share a span."""
        return {_counted(span): self._count(row, span) for span in self.order_spans}

    def _count(self, row: Any, span: Span) -> ir.IntegerValue:
        if self.count_atoms:
            return _sum(row[name] for atom, name in self.count_atoms.items() if covers(span, atom))
        days = total(_days(row[name], word, span) for word, name in self.words.items() if _meet(word, span))
        return days.cast("int64")


def _counted(span: Span) -> str:
    return f"orders_{span.newest}_{span.oldest}"


def _meet(word: int, span: Span) -> bool:
    return word * WORD_DAYS < span.oldest and span.newest < (word + 1) * WORD_DAYS


def _days(bits: ir.IntegerValue, word: int, span: Span) -> ir.IntegerValue:
    """How many days of the span a word holds."""
    low, high = (min(max(edge - word * WORD_DAYS, 0), WORD_DAYS) for edge in (span.newest, span.oldest))
    mask = ((1 << high) - 1) ^ ((1 << low) - 1)
    whole = mask == (1 << WORD_DAYS) - 1
    return bit_count(bits if whole else bits & ibis.literal(mask, "int64")).cast("int32")


def _sum(parts: Iterable[ir.IntegerValue]) -> ir.IntegerValue:
    listed = list(parts)
    return reduce(operator.add, listed) if listed else ibis.literal(0, "int64")


def order_totals(
    orders: ir.Table, grading: Grading, windows: Mapping[str, Windows], as_of: dt.date, groups: ir.Table | None
) -> OrderTotals:
    """One row a unit that ordered on or before the cut-off: `first_day`, `last_day` of its purchases and the sums."""
    amount_spans, order_spans = _spans(grading, windows)
    distinct = grading.order.counts == "有单日"
    by_days = distinct and all(span.oldest != FOREVER for span in order_spans)
    amount_atoms = {atom: f"amount_{atom.newest}_{atom.oldest}" for atom in atoms_of(amount_spans)}
    count_atoms = {} if by_days else {atom: f"count_{atom.newest}_{atom.oldest}" for atom in atoms_of(order_spans)}
    words = {word: f"days_{word}" for word in _words(order_spans)} if by_days else {}
    row = _placed(_dated(orders, grading, as_of), tuple(amount_atoms), tuple(count_atoms))
    if count_atoms and distinct:
        row, groups = by_unit(row, groups), None  # days counted per firm cannot be joined afterwards
    sums: dict[str, ir.Value] = {
        name: _total(_where(row.amount_atom == i, row.amount)) for i, name in enumerate(amount_atoms.values())
    }
    for i, name in enumerate(count_atoms.values()):
        day = _where(row.count_atom == i, row.day)
        sums[name] = day.nunique() if distinct else day.count()
    sums |= {name: _where(row.word == word * WORD_DAYS, row.bit).bit_or() for word, name in words.items()}
    table = row.group_by("customer").agg(**sums, first_day=row.bought_on.min(), last_day=row.bought_on.max())
    if groups is not None:
        table = by_unit(table, groups).group_by("customer").agg(**{name: _merged(name) for name in table.columns[1:]})
    return OrderTotals(table, amount_atoms, count_atoms, words, sorted(order_spans))


def _spans(grading: Grading, windows: Mapping[str, Windows]) -> tuple[set[Span], set[Span]]:
    amount: set[Span] = set()
    orders: set[Span] = set()
    for key, spec in grading.metrics.items():
        if isinstance(spec, FactMetric):
            (amount if spec.measure == "amount" else orders).update(windows[key].spans)
    return amount, orders


def _dated(orders: ir.Table, grading: Grading, as_of: dt.date) -> ir.Table:
    known = orders.filter(orders.day <= as_of)
    back = ibis.literal(as_of).delta(known.day, unit="day").cast("int32")
    floor = stored(grading.order.at_least.value * 100)
    return known.mutate(back=back, counts=known.purchase & (known.amount >= floor))


def _placed(row: ir.Table, amounts: Sequence[Span], counts: Sequence[Span]) -> ir.Table:
    """Each order with the place of its sums, worked out once: `amount_atom`, and `count_atom` or `word` and `bit`.

    Null places are cheap: an aggregate does not touch the unit's memory for a null.
    """
    one = ibis.literal(1, "int8").cast("int64")  # a plain literal would be INT32 and overflow at bit 31
    place = row.back % WORD_DAYS
    return row.select(
        "customer",
        "day",
        "amount",
        bought_on=_where(row.purchase, row.day),
        amount_atom=_atom(row.back, amounts),
        count_atom=_where(row.counts, _atom(row.back, counts)),
        word=_where(row.counts, row.back - place),  # its first day: an integer quotient would go through floats
        bit=one << place,
    )


def _atom(back: ir.IntegerValue, atoms: Sequence[Span]) -> ir.IntegerValue:
    """Which of `atoms`, newest first and without overlap, a day lies in; −1 between them, null behind the last."""
    cases: list[tuple[ir.BooleanValue, int]] = []
    reached = 0
    for place, atom in enumerate(atoms):
        if atom.newest > reached:
            cases.append((back < atom.newest, -1))
        cases.append((back < atom.oldest, place))
        reached = atom.oldest
    return ibis.cases(*cases) if cases else ibis.null("int8")


def _total(amount: ir.Value) -> ir.IntegerValue:
    fen: ir.IntegerValue = exact_sum(amount).cast("int64")
    return fen


def _where(condition: ir.BooleanValue, value: ir.Value) -> ir.Value:
    return ibis.ifelse(condition, value, None)


def _words(spans: Iterable[Span]) -> tuple[int, ...]:
    wanted = {word for span in spans for word in range(span.newest // WORD_DAYS, (span.oldest - 1) // WORD_DAYS + 1)}
    return tuple(sorted(wanted))


def _merged(name: str) -> Callable[[ir.Table], ir.Value]:
    """How the columns of several firms become one."""
    if name == "first_day":
        return lambda t: t[name].min()
    if name == "last_day":
        return lambda t: t[name].max()
    if name.startswith("days_"):
        return lambda t: t[name].bit_or()
    return lambda t: _total(t[name])
