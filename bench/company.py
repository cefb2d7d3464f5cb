"""A seeded company of any size as Parquet facts: skewed like a real ledger, nothing of anybody's in it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

AS_OF = "2026-06-30"


@dataclass(frozen=True)
class Company:
    """Paths of one company's facts; `orders` in the order they were written, `orders_sorted` by (customer, day)."""

    orders: Path
    orders_sorted: Path
    customers: Path
    payments: Path
    disputes: Path
    cases: Path


def make_company(folder: Path, *, customers: int, orders: int, seed: int = 20240601) -> Company:
    """Writes the company once; later calls with the same numbers find it. Three years of orders up to the cut-off."""
    import duckdb
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    home = folder / f"company-{customers}-{orders}-{seed}"
    company = Company(*(home / f"{name}.parquet" for name in Company.__dataclass_fields__))
    if company.cases.exists():
        return company
    home.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    end, days = np.datetime64(AS_OF), 3 * 365
    weight = rng.pareto(1.3, customers) + 0.15
    weight[rng.random(customers) < 0.03] = 0  # some never bought
    reach = np.cumsum(weight) / weight.sum()
    buyer = np.minimum(np.searchsorted(reach, rng.random(orders)) + 1, customers).astype(np.int64)
    age = np.sort(((1 - np.sqrt(rng.random(orders) * 0.75 + 0.25)) * 2 * days).astype(np.int32))[::-1]
    day = (end - age.astype("timedelta64[D]")).astype("datetime64[D]")
    size = np.exp(rng.normal(0, 0.8, customers))
    amount = np.minimum((rng.pareto(1.8, orders) + 1) * 200_000 * size[buyer - 1], 5e11).astype(np.int64)
    returned = rng.random(orders) < 0.02
    table = pa.table(
        {
            "customer": buyer,
            "day": pa.array(day),
            "amount": np.where(returned, -amount // 4, amount),
            "purchase": ~returned,
        }
    )
    pq.write_table(table, company.orders, compression="zstd", row_group_size=1 << 20)
    by_customer = f"select * from '{company.orders}' order by customer, day"
    duckdb.execute(f"copy ({by_customer}) to '{company.orders_sorted}' (compression zstd, row_group_size 1048576)")
    _write_people(company, rng, customers, end)
    _write_events(company, rng, buyer, day, amount)
    return company


def _write_people(company: Company, rng: Any, customers: int, end: Any) -> None:
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    def some(values: Any, share: float) -> Any:
        return pa.array(values, mask=rng.random(customers) < share)

    def past(most: int) -> Any:
        return end - rng.integers(0, most, customers).astype("timedelta64[D]")

    words = np.array(["A", "B", "C", "D"])[rng.choice(4, customers, p=[0.04, 0.16, 0.4, 0.4])]
    table = pa.table(
        {
            "customer": np.arange(1, customers + 1, dtype=np.int64),
            "since": some(past(5600), 0.2),
            "stage": some(
                np.array(["成交", "沉睡", "潜在", "流失"])[rng.choice(4, customers, p=[0.8, 0.1, 0.05, 0.05])], 0.1
            ),
            "industry": np.array(["机械", "电子", "建材", "食品", "化工"])[rng.integers(0, 5, customers)],
            "grade": some(words, 0.08),
            "worse_rounds": rng.integers(0, 2, customers).astype(np.int32),
            "potential": some(rng.integers(0, 4, customers).astype(np.int32), 0.15),
            "potential_on": pa.array(past(500)),
            "influence": some(rng.integers(0, 4, customers).astype(np.int32), 0.15),
            "influence_on": pa.array(past(900)),
        }
    )
    pq.write_table(table, company.customers, compression="zstd")


def _write_events(company: Company, rng: Any, buyer: Any, day: Any, amount: Any) -> None:
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    def of(share: float) -> Any:
        return np.flatnonzero(rng.random(len(buyer)) < share)

    rows = of(0.1)
    due = day[rows] + rng.integers(15, 60, len(rows)).astype("timedelta64[D]")
    paid = due + rng.integers(-20, 90, len(rows)).astype("timedelta64[D]")
    payments = {
        "customer": buyer[rows],
        "due_on": due,
        "paid_on": pa.array(paid, mask=rng.random(len(rows)) < 0.1),
        "amount": amount[rows],
    }
    pq.write_table(pa.table(payments), company.payments, compression="zstd")
    for path, share, kinds in ((company.disputes, 0.004, ["质量"]), (company.cases, 0.004, ["complaint", "inquiry"])):
        rows = of(share)
        closed = day[rows] + rng.integers(1, 200, len(rows)).astype("timedelta64[D]")
        table = {
            "customer": buyer[rows],
            "happened_on": day[rows],
            "closed_on": pa.array(closed, mask=rng.random(len(rows)) < 0.2),
            "severity": np.array(["一般", "严重"])[rng.integers(0, 2, len(rows))],
            "kind": np.array(kinds)[rng.integers(0, len(kinds), len(rows))],
        }
        pq.write_table(pa.table(table), path, compression="zstd")
