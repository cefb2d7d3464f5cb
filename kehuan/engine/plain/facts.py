"""What grading reads: rows of facts as plain values, amounts in fen (docs/grading-semantics.md, Facts)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Order:
    """One order. `amount` in fen, negative for a cancellation or return; `purchase` is False for a cancellation."""

    customer: str
    day: date
    amount: int
    purchase: bool = True


@dataclass(frozen=True, slots=True)
class Receivable:
    """One amount owed, in fen; `paid_on` is None while it is open."""

    customer: str
    due_on: date
    paid_on: date | None
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Incident:
    """One dispute or service case; `closed_on` is None while it is open."""

    customer: str
    happened_on: date
    closed_on: date | None = None
    severity: str | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Facts:
    """All facts of one grading. A table that was not given is None, which is not the same as an empty one.

    `customers` rows have `customer` (str) and, where known, the columns that the page lists; an absent column is None.
    `facts_from` is the first day from which orders are known, None when the ledger is complete.
    """

    customers: Sequence[Mapping[str, object]]
    orders: Sequence[Order]
    payments: Sequence[Receivable] | None = None
    disputes: Sequence[Incident] | None = None
    cases: Sequence[Incident] | None = None
    facts_from: date | None = None
