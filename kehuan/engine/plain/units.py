"""Who is graded: customers, or corporate groups with the facts of all their firms (docs/grading-semantics.md)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Protocol, TypeVar

from kehuan.engine.calendar import months_before
from kehuan.engine.plain.facts import Facts, Incident, Order, Receivable
from kehuan.engine.policy import Policy
from kehuan.engine.policy.grading import Grading

Entry = tuple[date, int]
LIVELIEST_FIRST = ("成交", "沉睡", "意向", "潜在", "流失")


class _Fact(Protocol):
    @property
    def customer(self) -> str: ...


F = TypeVar("F", bound=_Fact)


@dataclass(frozen=True)
class Unit:
    """One customer or corporate group with its facts up to the cut-off; a table that was not given is None.

    `amounts` has every order as (day, fen); `purchases` has (day, 1) for whatever counts as one order.
    """

    customer: str
    attributes: Mapping[str, object]
    start: date | None
    last_purchase: date | None
    amounts: Sequence[Entry]
    purchases: Sequence[Entry]
    payments: Sequence[Receivable] | None
    disputes: Sequence[Incident] | None
    cases: Sequence[Incident] | None

    def is_graded(self, grading: Grading) -> bool:
        """Whether the stage carries a grade; without a stage it is 成交 after a purchase, else 潜在."""
        bought = "潜在" if self.last_purchase is None else "成交"
        return (self.attributes.get("stage") or bought) in grading.who.stages

    def is_newcomer(self, grading: Grading, as_of: date) -> bool:
        """Whether it is graded and has been with the company for less than the newcomers' months."""
        if grading.newcomers is None or self.start is None or not self.is_graded(grading):
            return False
        return self.start > months_before(as_of, grading.newcomers.months)


def units_of(policy: Policy, facts: Facts, as_of: date) -> list[Unit]:
    """Every unit that the customers or the orders up to the cut-off name, sorted by customer."""
    grading = policy.grading
    orders = [order for order in facts.orders if order.day <= as_of]
    rows = {str(row["customer"]): row for row in facts.customers}
    merged = grading.who.unit == "集团合并"
    unit_of = {name: str(row.get("parent") or name) if merged else name for name, row in rows.items()}
    tables = _Tables(
        orders=_by_unit(orders, unit_of),
        payments=None if facts.payments is None else _by_unit(facts.payments, unit_of),
        disputes=None if facts.disputes is None else _by_unit(_until(facts.disputes, as_of), unit_of),
        cases=None if facts.cases is None else _by_unit(_until(facts.cases, as_of), unit_of),
    )
    firms: defaultdict[str, list[Mapping[str, object]]] = defaultdict(list)
    for name, row in rows.items():
        firms[unit_of[name]].append(row)
    names = sorted({*firms, *tables.orders})
    return [tables.unit(name, rows.get(name, {}), firms.get(name, []), grading) for name in names]


def _until(incidents: Iterable[Incident], as_of: date) -> Iterable[Incident]:
    return (incident for incident in incidents if incident.happened_on <= as_of)


def _by_unit(rows: Iterable[F], unit_of: Mapping[str, str]) -> dict[str, list[F]]:
    units: defaultdict[str, list[F]] = defaultdict(list)
    for row in rows:
        units[unit_of.get(row.customer, row.customer)].append(row)
    return dict(units)


@dataclass(frozen=True)
class _Tables:
    """Facts by unit; None for a table that was not given."""

    orders: dict[str, list[Order]]
    payments: dict[str, list[Receivable]] | None
    disputes: dict[str, list[Incident]] | None
    cases: dict[str, list[Incident]] | None

    def unit(
        self, name: str, attributes: Mapping[str, object], firms: Sequence[Mapping[str, object]], grading: Grading
    ) -> Unit:
        orders = self.orders.get(name, [])
        bought = [order.day for order in orders if order.purchase]
        since = [day for firm in firms if isinstance(day := firm.get("since"), date)]
        stages = {firm.get("stage") for firm in firms}
        return Unit(
            customer=name,
            attributes={**attributes, "stage": next((stage for stage in LIVELIEST_FIRST if stage in stages), None)},
            start=min([*since, *bought], default=None),
            last_purchase=max(bought, default=None),
            amounts=[(order.day, order.amount) for order in orders],
            purchases=[(day, 1) for day in _order_days(orders, grading)],
            payments=None if self.payments is None else self.payments.get(name, []),
            disputes=None if self.disputes is None else self.disputes.get(name, []),
            cases=None if self.cases is None else self.cases.get(name, []),
        )


def _order_days(orders: Iterable[Order], grading: Grading) -> Iterable[date]:
    """The day of every order that counts; with 有单日 a day counts once, so that splitting an order buys nothing."""
    floor = ceil(grading.order.at_least.value * 100)  # amounts are whole fen, and comparing ints is quick
    days = [order.day for order in orders if order.purchase and order.amount >= floor]
    return set(days) if grading.order.counts == "有单日" else days
