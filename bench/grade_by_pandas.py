"""The manufacturer policy as an analyst would write it in pandas: `python -m bench.grade_by_pandas FOLDER [OUT]`.

Read, group, merge, then a function applied to each customer. Prints `seconds` and `peak_mb` of its own process.
"""

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

from bench.machine import peak_mb

AS_OF = pd.Timestamp("2026-06-30")
GROWTH_BASE = 5_000_000  # 5万元 in fen
SMALLEST_ORDER = 50_000  # 500 yuan in fen


def metrics(folder: Path) -> pd.DataFrame:
    """The 17 metrics, one row a customer; unknown is NaN."""
    people = pd.read_parquet(folder / "customers.parquet").set_index("customer")
    orders = pd.read_parquet(folder / "orders.parquet")
    orders["day"] = pd.to_datetime(orders["day"])
    orders = orders[orders["day"] <= AS_OF]
    table = people.join(purchase_days(orders)).join(amounts(orders)).join(frequency(orders))
    for events in (overdue(folder), disputes(folder), complaints(folder)):
        table = table.join(events)
    counts = ["h1", "h2", "h3", "h4", "q1", "q2", "q3", "q4", "orders_h3", "orders_h4", "months_2plus"]
    counts += ["overdue_open", "disputes_12m", "severe_open", "complaints_unsolved"]
    table[counts] = table[counts].fillna(0)
    return with_changes(table)


def purchase_days(orders: pd.DataFrame) -> pd.DataFrame:
    """First and last day with a purchase."""
    return orders[orders["purchase"]].groupby("customer")["day"].agg(first_day="min", last_day="max")


def amounts(orders: pd.DataFrame) -> pd.DataFrame:
    """Net fen of the last four half-years, `h1` the newest."""
    edges = pd.to_datetime(["2024-06-30", "2024-12-31", "2025-06-30", "2025-12-31", "2026-06-30"])
    recent = orders[orders["day"] > edges[0]]
    half = pd.cut(recent["day"], edges, labels=["h4", "h3", "h2", "h1"])
    return recent.groupby(["customer", half], observed=True)["amount"].sum().unstack(fill_value=0)


def frequency(orders: pd.DataFrame) -> pd.DataFrame:
    """Days with an order: by quarter of the last year, by half-year before it, and the months with two or more."""
    counted = orders[orders["purchase"] & (orders["amount"] >= SMALLEST_ORDER) & (orders["day"] > "2024-06-30")]
    days = counted[["customer", "day"]].drop_duplicates()
    edges = pd.to_datetime(["2024-06-30", "2024-12-31", "2025-06-30", "2025-09-30", "2025-12-31", "2026-03-31", AS_OF])
    span = pd.cut(days["day"], edges, labels=["orders_h4", "orders_h3", "q4", "q3", "q2", "q1"])
    table = days.groupby(["customer", span], observed=True).size().unstack(fill_value=0)
    last_year = days[days["day"] > "2025-06-30"]
    monthly = last_year.groupby(["customer", last_year["day"].dt.to_period("M")]).size()
    table["months_2plus"] = monthly[monthly >= 2].groupby("customer").size()
    return table


def overdue(folder: Path) -> pd.Series:
    """Days by which the oldest unpaid receivable is late."""
    rows = pd.read_parquet(folder / "payments.parquet")
    rows["due_on"], rows["paid_on"] = pd.to_datetime(rows["due_on"]), pd.to_datetime(rows["paid_on"])
    rows = rows[rows["paid_on"].isna() | (rows["paid_on"] > AS_OF)]
    late = (AS_OF - rows["due_on"]).dt.days.clip(lower=0)
    return late.groupby(rows["customer"]).max().rename("overdue_open")


def disputes(folder: Path) -> pd.DataFrame:
    """Disputes of a year, and severe ones unsolved for more than 30 days."""
    rows = read_events(folder / "disputes.parquet")
    severe = rows["open"] & (rows["severity"] == "严重") & (rows["happened_on"] < "2026-05-31")
    return pd.DataFrame(
        {
            "disputes_12m": rows[rows["happened_on"] > "2025-06-30"].groupby("customer").size(),
            "severe_open": rows[severe].groupby("customer").size(),
        }
    )


def complaints(folder: Path) -> pd.Series:
    """Unsolved complaints of a year."""
    rows = read_events(folder / "cases.parquet")
    rows = rows[rows["open"] & (rows["kind"] == "complaint") & (rows["happened_on"] > "2025-06-30")]
    return rows.groupby("customer").size().rename("complaints_unsolved")


def read_events(path: Path) -> pd.DataFrame:
    """Incidents up to the cut-off with a flag for those still open on it."""
    rows = pd.read_parquet(path)
    rows["happened_on"], rows["closed_on"] = pd.to_datetime(rows["happened_on"]), pd.to_datetime(rows["closed_on"])
    rows = rows[rows["happened_on"] <= AS_OF]
    return rows.assign(open=rows["closed_on"].isna() | (rows["closed_on"] > AS_OF))


def with_changes(table: pd.DataFrame) -> pd.DataFrame:
    """Sums and changes of the periods, tenure and silence, appraisals that are still valid."""
    since = pd.to_datetime(table["since"])
    start = since.where(~(table["first_day"] < since) & since.notna(), table["first_day"])
    table["start"], table["tenure"] = start, (AS_OF - start).dt.days + 1
    table["amount_24m"] = table["h1"] + table["h2"] + table["h3"] + table["h4"]
    quarters = table[["q1", "q2", "q3", "q4"]]
    table["orders_12m"], table["quarters_2plus"] = quarters.sum(axis=1), (quarters >= 2).sum(axis=1)
    last = table["last_day"]
    table["silent_months"] = AS_OF.year * 12 + AS_OF.month - (last.dt.year * 12 + last.dt.month)
    for factor, after in (("potential", "2025-06-30"), ("influence", "2024-06-30")):
        table[factor] = table[factor].where(pd.to_datetime(table[f"{factor}_on"]) > after)
    this_year, two_years = start <= "2025-01-01", start <= "2024-07-01"
    table["amount_yoy"] = growth(table["h1"], table["h3"]).where(this_year)
    table["amount_yoy_ago"] = growth(table["h2"], table["h4"]).where(two_years)
    table["amount_yoy_2p"] = growth(table["h1"] + table["h2"], table["h3"] + table["h4"]).where(two_years)
    table["orders_quarter_gain"] = ((table["q1"] + table["q2"]) / 2 - table["orders_h3"] / 2).where(this_year)
    table["orders_gain_12m"] = (table["orders_12m"] - table["orders_h3"] - table["orders_h4"]).where(two_years)
    return table


def growth(now: pd.Series, base: pd.Series) -> pd.Series:
    """Relative change where the base is large enough to be compared with."""
    return ((now - base) / base.replace(0, np.nan)).where(base >= GROWTH_BASE)


def earned(c: pd.Series) -> str:
    """The best grade whose conditions a customer meets; a comparison with NaN is false."""
    rest = [c["months_2plus"] >= 10, c["potential"] >= 3, c["tenure"] > 1096, c["influence"] >= 3]
    if c["amount_24m"] >= 500_000_000 and c["disputes_12m"] <= 1 and sum(rest) >= 3:
        return "A"
    rest = [c["quarters_2plus"] >= 4, c["potential"] >= 2, c["tenure"] >= 730, c["influence"] >= 2]
    if c["amount_24m"] >= 100_000_000 and c["disputes_12m"] <= 3 and sum(rest) >= 2:
        return "B"
    rest = [c["orders_12m"] >= 3, c["tenure"] >= 365, c["potential"] >= 1]
    return "C" if c["amount_24m"] >= 20_000_000 and any(rest) else "D"


def score(c: pd.Series) -> int:
    """Hundredths of a point."""
    amount, orders = c["amount_24m"], c["orders_12m"]
    points = 35 * (
        100
        if amount >= 500_000_000
        else 75
        if amount >= 100_000_000
        else 50
        if amount >= 20_000_000
        else 20 * (amount > 0)
    )
    points += 20 * (100 if orders >= 24 else 75 if orders >= 8 else 50 if orders >= 3 else 20 * (orders >= 1))
    points += 20 * {3: 100, 2: 75, 1: 50, 0: 10}.get(c["potential"], 40)
    points += 10 * (100 if c["tenure"] > 1096 else 75 if c["tenure"] >= 730 else 50 * (c["tenure"] >= 365))
    points += 5 * (100 if c["disputes_12m"] <= 0 else 70 if c["disputes_12m"] <= 1 else 30 * (c["disputes_12m"] <= 3))
    return int(points + 10 * {3: 100, 2: 70, 1: 40, 0: 10}.get(c["influence"], 30))


def grade(folder: Path) -> pd.DataFrame:
    """Metrics, `earned` and `score` of every customer."""
    table = metrics(folder)
    table["earned"] = table.apply(earned, axis=1)
    table["score"] = table.apply(score, axis=1)
    return table


def main() -> None:
    """Grade the company in the folder named first; with a second argument, write the result there."""
    started = time.perf_counter()
    table = grade(Path(sys.argv[1]))
    print(f"seconds: {time.perf_counter() - started:.2f}")
    print(f"peak_mb: {peak_mb()}")
    if len(sys.argv) > 2:
        table.reset_index().to_parquet(sys.argv[2])


if __name__ == "__main__":
    main()
