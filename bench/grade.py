"""Grading measured against hand-written SQL and pandas: `python -m bench.grade [--full] [--folder DIR]`.

Prints `name: value` lines. The small run (100,000 customers, 2,000,000 orders) checks that all ways agree; `--full`
(1,000,000 and 20,000,000) also takes times: interleaved rounds in one run, a fresh connection each, equal settings,
and each way ends with its result as an Arrow table in memory. A goal that is missed does not fail the run.
"""

import argparse
import datetime as dt
import gc
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.company import AS_OF, Company, make_company
from bench.machine import cores, described, peak_mb
from kehuan.engine.compile.engine import Limits, connect, explained, graded, measure, parquet_tables
from kehuan.engine.compile.metrics import Measurement, metric_table
from kehuan.engine.explain import Text, render
from kehuan.engine.policy import Policy
from kehuan.engine.policy.text import read_policy
from kehuan.ui.explanation import Explainer

if TYPE_CHECKING:
    import pyarrow as pa
    from ibis.backends.duckdb import Backend

HERE = Path(__file__).parent
POLICY = HERE.parent / "policies" / "manufacturer.yaml"
BY_HAND = HERE / "grade_by_hand.sql"
SMALL, FULL = (100_000, 2_000_000), (1_000_000, 20_000_000)
ROUNDS = 5
RENDERED_ROWS = 2_000
GOALS = {"ratio.struct_unsorted": 0.9, "ratio.struct_sorted": 0.6, "ratio.text_sorted": 1.0, "peak_mb": 1500}


class Unequal(Exception):
    """Two ways that must agree do not."""


class Ways:
    """The ways of grading one company, each from Parquet to an Arrow table over a connection of its own."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.policy: Policy = read_policy(POLICY.read_text(encoding="utf-8"))
        explainer = Explainer(self.policy, "zh")
        self.texts: Mapping[str, Text] = {
            "reasons": explainer.reasons(),
            "missing_for_next": explainer.missing_for_next(),
        }
        self._open: list[Backend] = []

    def hand(self) -> "pa.Table":
        """The metrics by the analyst's SQL over the unsorted orders."""
        return self._connect().con.execute(by_hand(self.company)).to_arrow_table()

    def struct_unsorted(self) -> "pa.Table":
        """Metrics, grades and the flat explanation over the orders as they were written."""
        return self._struct(self.company.orders)

    def struct_sorted(self) -> "pa.Table":
        """The same over the orders sorted by (customer, day)."""
        return self._struct(self.company.orders_sorted)

    def text_sorted(self) -> "pa.Table":
        """The same, with the Chinese sentences."""
        con = self._connect()
        measurement = self.measurement(con, self.company.orders_sorted)
        return explained(con, graded(measurement, measure(con, measurement)), self.texts)

    def measurement(self, con: "Backend", orders: Path) -> Measurement:
        """The policy over the company's facts on the cut-off."""
        company = self.company
        facts = {name: getattr(company, name) for name in ("customers", "payments", "disputes", "cases")}
        tables = parquet_tables(con, {"orders": orders, **facts})
        return Measurement(self.policy, tables, dt.date.fromisoformat(AS_OF))

    def compile_seconds(self) -> float:
        """What Ibis takes of each engine time to write the SQL of metrics and grades."""
        con = self._connect()
        measurement = self.measurement(con, self.company.orders)
        started = time.perf_counter()
        con.compile(metric_table(measurement))
        building = time.perf_counter() - started
        values = measure(con, measurement)
        started = time.perf_counter()
        con.compile(graded(measurement, values))
        return building + time.perf_counter() - started

    def _struct(self, orders: Path) -> "pa.Table":
        con = self._connect()
        measurement = self.measurement(con, orders)
        return con.to_pyarrow(graded(measurement, measure(con, measurement)))

    def close(self) -> None:
        """Give back what earlier ways hold: a connection of Ibis is a cycle that else lives until some later way."""
        while self._open:
            self._open.pop().disconnect()
        gc.collect()

    def _connect(self) -> "Backend":
        self._open.append(connect(Limits(threads=cores())))
        return self._open[-1]


def by_hand(company: Company) -> str:
    """The analyst's SQL over the paths of a company."""
    paths = {name: str(getattr(company, name)).replace("'", "''") for name in Company.__dataclass_fields__}
    return BY_HAND.read_text(encoding="utf-8").format(**paths)


def main() -> None:
    """Run the small or the full bench; exits with 1 when two ways disagree."""
    parser = argparse.ArgumentParser(description="Grading measured against hand-written SQL and pandas.")
    parser.add_argument("--full", action="store_true", help="1,000,000 customers and 20,000,000 orders, with times")
    parser.add_argument("--folder", type=Path, help="where the generated company is kept; else a temporary folder")
    parser.add_argument("--text-only", action="store_true", help="only the whole text job, for its peak memory")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        customers, orders = FULL if options.full else SMALL
        company = make_company(options.folder or Path(made), customers=customers, orders=orders)
        ways = Ways(company)
        if options.text_only:
            tell("rows", ways.text_sorted().num_rows)
            tell("peak_mb", peak_mb())
            return
        try:
            check(ways, pandas=not options.full)
        except Unequal as difference:
            tell("unequal", difference)
            sys.exit(1)
        if options.full:
            compare(ways)
    for name, value in described().items():
        tell(name, value)


def tell(name: str, value: object) -> None:
    """One `name: value` line, at once."""
    print(f"{name}: {value:.3f}" if isinstance(value, float) else f"{name}: {value}", flush=True)


def check(ways: Ways, *, pandas: bool) -> None:
    """That the ways agree on every customer; `pandas` as well, which takes minutes on a large company.

    Raises Unequal with the columns that differ.
    """
    struct = ways.struct_unsorted().sort_by("customer")
    tell("customers", struct.num_rows)
    by_sql = ways.hand()
    same("metrics_equal_hand_sql", struct, by_sql)
    text = ways.text_sorted().sort_by("customer")
    same("sorted_equals_unsorted", text, struct)
    ways.close()
    rendered_alike(ways, text)
    if pandas:
        same("earned_and_score_equal_pandas", struct, graded_by_pandas(ways.company))


def same(name: str, table: "pa.Table", other: "pa.Table") -> None:
    """All columns of `other` as they are in `table`, which is sorted by customer."""
    other = other.sort_by("customer")
    names = other.column_names
    if table.num_rows != other.num_rows:
        raise Unequal(f"{name}: {table.num_rows} and {other.num_rows} rows")
    differing = [key for key in names if not table[key].equals(other[key].cast(table[key].type))]
    if differing:
        raise Unequal(f"{name}: {', '.join(differing)}")
    tell(name, len(names))


def rendered_alike(ways: Ways, table: "pa.Table") -> None:
    """That the sentences written by SQL are those that `render` writes for one row."""
    wanted = random.Random(1).sample(range(table.num_rows), min(RENDERED_ROWS, table.num_rows))
    rows: list[dict[str, Any]] = table.take(wanted).to_pylist()
    for row in rows:
        for name, text in ways.texts.items():
            if row[name] != render(text, row):
                raise Unequal(f"{name} of customer {row['customer']}: {row[name]} / {render(text, row)}")
    tell("texts_equal_render", len(rows))


def graded_by_pandas(company: Company) -> "pa.Table":
    """`customer`, `earned` as a place and `score` by the pandas script."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with tempfile.TemporaryDirectory() as made:
        out = Path(made) / "graded.parquet"
        told = run_module("bench.grade_by_pandas", str(company.orders.parent), str(out))
        tell("pandas.seconds", float(told["seconds"]))
        table = pq.read_table(out, columns=["customer", "earned", "score"])
    places = pa.array(["ABCD".index(name) for name in table["earned"].to_pylist()])
    return table.set_column(1, "earned", places)


def compare(ways: Ways) -> None:
    """Medians of interleaved rounds, their ratios to the SQL by hand, pandas once, and the peak of the text job."""
    names = ("hand", "struct_unsorted", "struct_sorted", "text_sorted")
    took: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(ROUNDS):
        for name in names:
            ways.close()
            took[name].append(seconds_of(getattr(ways, name)))
    for name, found in took.items():
        tell(f"{name}.seconds", statistics.median(found))
        tell(f"{name}.rounds", " ".join(f"{one:.2f}" for one in found))
    tell("compile.seconds", ways.compile_seconds())
    limit = statistics.median(took["hand"])
    figures = {f"ratio.{name}": statistics.median(took[name]) / limit for name in names[1:]}
    folder = str(ways.company.orders.parent.parent)
    figures["peak_mb"] = int(run_module("bench.grade", "--full", "--text-only", "--folder", folder)["peak_mb"])
    for name, figure in figures.items():
        tell(name, figure)
        tell(f"goal.{name}", f"{GOALS[name]} {'met' if figure <= GOALS[name] else 'missed'}")
    pandas = run_module("bench.grade_by_pandas", str(ways.company.orders.parent))
    tell("pandas.seconds", float(pandas["seconds"]))
    tell("pandas.peak_mb", pandas["peak_mb"])
    tell("ratio.pandas", float(pandas["seconds"]) / limit)


def seconds_of(way: Callable[[], "pa.Table"]) -> float:
    """Wall time until the result stands in memory."""
    started = time.perf_counter()
    result = way()
    took = time.perf_counter() - started
    del result  # only now: giving the memory back is no part of the work
    return took


def run_module(name: str, *arguments: str) -> dict[str, str]:
    """The `name: value` lines that a module prints in a process of its own."""
    command = [sys.executable, "-m", name, *arguments]
    told = subprocess.run(command, cwd=HERE.parent, check=True, capture_output=True, text=True).stdout
    return dict(line.split(": ", 1) for line in told.splitlines())


if __name__ == "__main__":
    main()
