"""The compiled engine behind the door of the plain evaluator, so that both answer to the same tests."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import fields

import pyarrow as pa

from kehuan.engine.compile.engine import arrow_tables, connect, grade
from kehuan.engine.compile.facts import attribute_columns
from kehuan.engine.plain.evaluate import Row
from kehuan.engine.plain.facts import Facts, Incident, Order, Receivable
from kehuan.engine.policy import Policy

_TYPES = {"date": pa.date32(), "string": pa.string(), "int32": pa.int32(), "int64": pa.int64(), "float64": pa.float64()}
_DAYS = ("day", "due_on", "paid_on", "happened_on", "closed_on")
_FIELDS = {"amount": pa.int64(), "purchase": pa.bool_(), **dict.fromkeys(_DAYS, pa.date32())}


def evaluate_compiled(policy: Policy, facts: Facts, as_of: dt.date) -> list[Row]:
    """What `kehuan.engine.plain.evaluate.evaluate` returns, computed by the compiled engine on DuckDB."""
    rows: list[Row] = result_of(policy, facts, as_of).to_pylist()
    return rows


def result_of(policy: Policy, facts: Facts, as_of: dt.date) -> pa.Table:
    """The result of the compiled engine, sorted by customer."""
    con = connect()
    tables = {"customers": _customers(policy, facts), "orders": _rows(Order, facts.orders)}
    for name, kind in (("payments", Receivable), ("disputes", Incident), ("cases", Incident)):
        if (rows := getattr(facts, name)) is not None:
            tables[name] = _rows(kind, rows)
    result = grade(con, policy, arrow_tables(con, tables, facts_from=facts.facts_from), as_of)
    table = result.order_by("customer").to_pyarrow()
    con.disconnect()
    return table


def _rows(kind: type[Order] | type[Receivable] | type[Incident], rows: Iterable[object]) -> pa.Table:
    names, listed = [field.name for field in fields(kind)], list(rows)
    return pa.table(
        {name: pa.array([getattr(row, name) for row in listed], _FIELDS.get(name, pa.string())) for name in names}
    )


def _customers(policy: Policy, facts: Facts) -> pa.Table:
    kinds = {"customer": "string", "parent": "string"} | attribute_columns(policy)
    metrics = policy.grading.metrics.items()
    kinds |= {key: "float64" if spec.is_real else "int64" for key, spec in metrics if key not in kinds}
    present: Sequence[str] = [key for key in kinds if any(key in row for row in facts.customers)] or ["customer"]
    scales = policy.grading.scales
    columns = {key: [_rank(row.get(key), scales.get(key, ())) for row in facts.customers] for key in present}
    return pa.table({key: pa.array(column, _TYPES[kinds[key]]) for key, column in columns.items()})


def _rank(value: object, scale: Sequence[str]) -> object:
    return scale.index(value) if scale and isinstance(value, str) else value
