"""The door of the compiled engine: facts in Parquet or Arrow in, one result row a unit out."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir

from kehuan.engine.compile.facts import FactTables
from kehuan.engine.compile.grades import with_earned, with_score, with_target
from kehuan.engine.compile.metrics import Measurement, metric_table
from kehuan.engine.compile.movement import with_movement
from kehuan.engine.compile.ranks import with_ranks
from kehuan.engine.compile.text import select_texts
from kehuan.engine.explain import Text
from kehuan.engine.policy import Policy

if TYPE_CHECKING:
    import pyarrow as pa
    from ibis.backends.duckdb import Backend

TABLES = ("orders", "customers", "payments", "disputes", "cases")


@dataclass(frozen=True)
class Limits:
    """What the engine may use of the machine."""

    memory_mb: int = 1200
    threads: int = 0
    spill: Path | None = None


def connect(limits: Limits = Limits()) -> "Backend":
    """A fresh in-memory DuckDB within the limits."""
    settings: dict[str, object] = {"memory_limit": f"{limits.memory_mb}MB", "preserve_insertion_order": False}
    if limits.threads:
        settings["threads"] = limits.threads
    if limits.spill:
        settings["temp_directory"] = str(limits.spill)
    # Fused selects cost half of the compile time and write shared expressions twice; DuckDB needs no such help.
    ibis.options.sql.fuse_selects = False
    return ibis.duckdb.connect(**settings)


def parquet_tables(con: "Backend", paths: Mapping[str, Path], *, facts_from: dt.date | None = None) -> FactTables:
    """Fact tables over Parquet files, keyed by the names in TABLES."""
    tables = {name: con.read_parquet(str(path), table_name=name) for name, path in paths.items()}
    return FactTables(**tables, facts_from=facts_from)


def arrow_tables(con: "Backend", tables: Mapping[str, "pa.Table"], *, facts_from: dt.date | None = None) -> FactTables:
    """Fact tables over Arrow tables, keyed by the names in TABLES."""
    for name, table in tables.items():
        con.con.register(name, table)
    return FactTables(**{name: con.table(name) for name in tables}, facts_from=facts_from)


def measure(con: "Backend", measurement: Measurement) -> ir.Table:
    """The metric values of every unit, kept in a temporary table: ranks, quotas and what-ifs read them again."""
    stored = _keep(con, "metric_values", metric_table(measurement))
    if any(spec.kind == "rank" for spec in measurement.policy.grading.metrics.values()):
        return _keep(con, "ranked_values", with_ranks(measurement, stored))
    return stored


def _keep(con: "Backend", name: str, table: ir.Table) -> ir.Table:
    # not con.create_table: it parses and writes the SQL again, a fifth of a second for a policy
    con.raw_sql(f"create or replace temp table {name} as {con.compile(table)}")
    return con.table(name)


def graded(measurement: Measurement, values: ir.Table) -> ir.Table:
    """The result of every unit from its metric values, columns as docs/grading-semantics.md lists them."""
    table = with_score(measurement.thresholds, values)
    table = with_earned(measurement.thresholds, table)
    table = with_target(measurement, table)
    table = with_movement(measurement, table)
    return table.select(*result_columns(measurement.policy))


def result_columns(policy: Policy) -> tuple[str, ...]:
    """The columns of the result, in order."""
    grading = policy.grading
    criteria = grading.score.criteria if grading.score else {}
    named = [f"{what}_{name}" for name in grading.names[:-1] for what in ("fails", "unknown")]
    return (
        "customer",
        *grading.metrics,
        *(f"points_{key}" for key in criteria),
        *("score", "earned", "limited", "target", "current", "final", "outcome"),
        *("rule", "rule_fails", "rule_unknown", "newcomer", "warned", "marks"),
        *named,
    )


def grade(con: "Backend", policy: Policy, tables: FactTables, as_of: dt.date) -> ir.Table:
    """The graded table of a policy over facts on a cut-off; nothing is computed until it is read."""
    measurement = Measurement(policy, tables, as_of)
    return graded(measurement, measure(con, measurement))


def explained(con: "Backend", table: ir.Table, texts: Mapping[str, Text]) -> "pa.Table":
    """`table` with each text as one more column, in memory."""
    _keep(con, "results", table)
    # `sql` collects on all threads; `execute` would stream, which runs the whole query on one (3.4 s against 1.7 s).
    return con.con.sql(select_texts(texts, "results")).to_arrow_table()
