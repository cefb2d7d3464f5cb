"""Seeded nasty facts: figures exactly at a policy's limits, days exactly at its edges, everything that may be absent.

`random_facts` and `random_policy` are what every engine must agree on.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import TypeVar

from kehuan.engine.calendar import last_cut_off, last_unit_end, months_before
from kehuan.engine.conditions import comparisons
from kehuan.engine.plain import Facts, Incident, Order, Receivable
from kehuan.engine.policy import Policy
from kehuan.engine.policy.check import conditions_of
from kehuan.engine.policy.metrics import AssessedMetric, RankMetric
from kehuan.engine.policy.text import read_policy
from kehuan.engine.tests.random_policy import random_policy

__all__ = ["AS_OF", "manufacturer", "random_facts", "random_policy"]

Row = TypeVar("Row")

POLICIES = Path(__file__).resolve().parents[3] / "policies"
# Cut-offs worth grading at: of the cycle, one day off it, mid-month, leap day, the last of a short month.
AS_OF = tuple(
    map(date.fromisoformat, ["2026-06-30", "2026-12-31", "2026-07-01", "2026-06-25", "2024-02-29", "2025-02-28"])
)
STAGES = ("潜在", "意向", "成交", "沉睡", "流失")
PARENTS = ("K00002", "K00005", "幽灵集团")


@cache
def manufacturer() -> Policy:
    """The policy that the cases and the random facts use by default."""
    return read_policy((POLICIES / "manufacturer.yaml").read_text(encoding="utf-8"))


def random_facts(seed: int, customers: int, as_of: date, policy: Policy | None = None) -> Facts:
    """Facts of so many customers, and of some that only the orders name; the same for the same arguments.

    Limits, grades, scales and supplied figures are those of the policy (default: manufacturer).
    """
    mint = _Mint(Random(f"facts {seed}"), policy or manufacturer(), as_of)
    rows = [mint.customer(f"K{number:05}") for number in range(customers)]
    names = [str(row["customer"]) for row in rows] + [f"仅订单{number}" for number in range(customers // 25 + 1)]
    mint.rng.shuffle(rows)
    orders = [order for name in names for order in mint.orders(name)]
    mint.rng.shuffle(orders)
    return Facts(
        customers=rows,
        orders=orders,
        payments=mint.table([row for name in names for row in mint.payments(name)]),
        disputes=mint.table([row for name in names for row in mint.incidents(name)]),
        cases=mint.table([row for name in names for row in mint.incidents(name)]),
        facts_from=mint.rng.choice([None, None, mint.near_day()]),
    )


class _Mint:
    """Draws rows around the edges of one policy at one cut-off."""

    def __init__(self, rng: Random, policy: Policy, as_of: date) -> None:
        self.rng, self.policy, self.as_of = rng, policy, as_of
        self.edges = list(_edge_days(policy, as_of))
        self.limits = sorted(_money_limits(policy))
        self.floor = int(policy.grading.order.at_least.value * 100)
        self.scales = {
            spec.assessed: policy.grading.scale(key)
            for key, spec in policy.grading.metrics.items()
            if isinstance(spec, AssessedMetric)
        }
        measured = [
            key
            for key, spec in policy.grading.metrics.items()
            if not isinstance(spec, RankMetric | AssessedMetric) and key not in self.scales
        ]
        self.strong: set[str] = set()
        self.supplied = rng.sample(measured, min(len(measured), rng.choice([0, 0, 1, 2])))

    def maybe(self, chance: float) -> bool:
        return self.rng.random() < chance

    def near_day(self) -> date:
        """A day at, or one day off, an edge."""
        return self.rng.choice(self.edges) + timedelta(days=self.rng.choice([-1, 0, 0, 0, 1, 1]))

    def day(self) -> date:
        """Mostly any day of the last 40 months, often at an edge, seldom after the cut-off."""
        if self.maybe(0.35):
            return self.near_day()
        return self.as_of - timedelta(days=self.rng.randint(-20, 1200))

    def table(self, rows: list[Row]) -> list[Row] | None:
        """The rows, no rows, or no table at all."""
        return self.rng.choice([rows, rows, rows, rows, [], None])

    def customer(self, name: str) -> Mapping[str, object]:
        rng, grading = self.rng, self.policy.grading
        may_belong = name not in PARENTS and self.maybe(0.12)  # chains are resolved before: a parent has none
        row: dict[str, object] = {
            "customer": name,
            "since": self.day() if self.maybe(0.6) else None,
            "stage": rng.choice([*STAGES, "成交", "成交", "成交", None, None, None]),
            "industry": rng.choice(["化工", "机械", "食品", None]),
            "region": rng.choice(["华东", "华北", None]),
            "parent": rng.choice(PARENTS) if may_belong else None,
            "grade": rng.choice([*grading.names, None]),
            "worse_rounds": rng.choice([None, 0, 0, 1, 2, 3]),
        }
        for factor, scale in self.scales.items():
            row[factor] = rng.choice([None, *scale]) if scale else rng.choice([None, 0, 10, 50, 90, 89])
            row[f"{factor}_on"] = rng.choice([None, self.near_day(), self.day()])
        row |= {key: self.figure(key) for key in self.supplied}
        if self.maybe(0.12):
            self.strong.add(name)
            row |= {"since": months_before(self.as_of, self.rng.choice([35, 36, 37, 60])), "stage": "成交"}
            row |= {factor: self.rng.choice(scale[-2:]) for factor, scale in self.scales.items() if scale}
        return row

    def figure(self, key: str) -> int | float | None:
        """A supplied value of the metric, or none."""
        if self.maybe(0.5):
            return None
        if self.policy.grading.metrics[key].is_real:
            return self.rng.choice([-1.0, -0.3, -0.2, 0.0, 0.1, 0.2, 1 / 3, 1.0, 4.5])
        return self.rng.choice([0, 1, 2, 3, 8, 365, 1096, self.amount()])

    def amount(self) -> int:
        """Fen: at a limit or next to it, at the floor of an order, or anything."""
        rng = self.rng
        exact = [rng.choice(self.limits) + rng.choice([-1, 0, 0, 1]), self.floor, self.floor - 1, 0]
        return rng.choice([*exact, rng.randint(1, 60_000_000), rng.randint(1, 3_000_000)])

    def orders(self, customer: str) -> Iterator[Order]:
        kind = (
            "steady"
            if customer in self.strong
            else self.rng.choice(["none", "few", "few", "few", "steady", "exact", "growth", "cancelled", "split"])
        )
        match kind:
            case "few":
                for _ in range(self.rng.randint(1, 12)):
                    yield self.order(customer)
            case "steady":
                yield from self.steady(customer)
            case "exact":
                yield Order(customer, self.near_day(), self.rng.choice(self.limits))
            case "growth":  # exactly 20% up, 30% down …, so that the quotient sits on the limit
                base, now = self.rng.choice([(5, 6), (10, 7), (10, 8), (10, 11), (30, 39), (3, 4), (1, 0)])
                unit, day = self.rng.choice([1_000_000, 1_234_567, 500_000]), self.near_day()
                yield Order(customer, months_before(day, 12), base * unit)
                yield Order(customer, day, now * unit)
            case "cancelled":
                for _ in range(self.rng.randint(1, 4)):
                    yield self.order(customer)
                    yield Order(customer, self.day(), -self.amount(), purchase=self.maybe(0.3))
            case "split":
                day = self.day()
                for _ in range(self.rng.randint(2, 6)):
                    yield Order(customer, day, self.rng.choice([self.floor, self.floor - 1, self.amount()]))

    def order(self, customer: str) -> Order:
        return Order(customer, self.day(), self.amount(), purchase=self.maybe(0.95))

    def steady(self, customer: str) -> Iterator[Order]:
        """Once or more a month for a while, as those who come near the better grades do."""
        amount, times = self.rng.choice([5_000_000, 20_833_334, 50_000_000, 416_667]), self.rng.choice([1, 2, 2, 3])
        for back in range(self.rng.randint(9 if customer in self.strong else 1, 30)):
            for step in range(times):
                yield Order(customer, months_before(self.as_of, back) - timedelta(days=step * 3), amount)

    def payments(self, customer: str) -> Iterator[Receivable]:
        for _ in range(self.rng.choice([0, 0, 1, 2, 4])):
            due = self.as_of - timedelta(days=self.rng.choice([-30, 0, 1, 59, 60, 61, 180, 181, 400]))
            paid = self.rng.choice([None, self.as_of, self.as_of + timedelta(days=1), self.near_day(), self.day()])
            yield Receivable(customer, due, paid, self.amount())

    def incidents(self, customer: str) -> Iterator[Incident]:
        for _ in range(self.rng.choice([0, 0, 0, 1, 1, 2, 4])):
            ago = timedelta(days=self.rng.choice([-1, 0, 6, 7, 8, 29, 30, 31, 364, 365, 366]))
            closed = self.rng.choice([None, None, self.as_of, self.as_of + timedelta(days=1), self.day()])
            yield Incident(
                customer,
                self.rng.choice([self.as_of - ago, self.day()]),
                closed,
                self.rng.choice(["严重", "一般", None]),
                self.rng.choice(["complaint", "complaint", "repair", None]),
            )


def _edge_days(policy: Policy, as_of: date) -> Iterator[date]:
    """Ends of windows of any length the policies use: at the cut-off, the cycle's cut-off, whole calendar units."""
    ends = {as_of, last_cut_off(as_of, policy.adjustment.cycle.cut_off)}
    ends |= {last_unit_end(end, unit) for end in set(ends) for unit in (1, 3, 6, 12)}
    for end in sorted(ends):
        yield from (months_before(end, months) for months in (0, 1, 3, 6, 12, 18, 24, 36))


def _money_limits(policy: Policy) -> set[int]:
    """Fen of every money limit in the conditions, and what a monthly or yearly share of it is."""
    limits = {
        int(leaf.test.figure.value * 100)
        for _, condition in conditions_of(policy)
        for leaf in comparisons(condition)
        if leaf.metric in policy.grading.metrics and policy.grading.dimension(leaf.metric) == "money"
    }
    return limits | {50_000, 5_000_000, *(limit // 2 for limit in limits)}
