"""The fact tables that grading reads, completed to one shape: whatever a source lacks is null."""

import datetime as dt
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from kehuan.engine.policy import Policy
from kehuan.engine.policy.metrics import AssessedMetric

ATTRIBUTES = {
    "since": "date",
    "stage": "string",
    "industry": "string",
    "region": "string",
    "grade": "string",
    "worse_rounds": "int32",
}
LIVELIEST_FIRST = ("成交", "沉睡", "意向", "潜在", "流失")


@dataclass(frozen=True)
class FactTables:
    """Ibis tables of facts, columns as in docs/grading-semantics.md; None where a source was not given.

    `facts_from` is the first day from which orders are known, None when the ledger is complete.
    """

    orders: ir.Table
    customers: ir.Table | None = None
    payments: ir.Table | None = None
    disputes: ir.Table | None = None
    cases: ir.Table | None = None
    facts_from: dt.date | None = None


def completed(table: ir.Table, columns: dict[str, str]) -> ir.Table:
    """`table` with every column of `columns`, null where it was absent."""
    absent = {name: ibis.null(kind) for name, kind in columns.items() if name not in table.columns}
    return table.mutate(**absent) if absent else table


def attribute_columns(policy: Policy) -> dict[str, str]:
    """The columns of the customers table that the policy reads, with their types."""
    columns = dict(ATTRIBUTES)
    for spec in policy.grading.metrics.values():
        if isinstance(spec, AssessedMetric):
            columns |= {spec.assessed: "int64", f"{spec.assessed}_on": "date"}
    return columns


def supplied_metrics(policy: Policy, tables: FactTables) -> tuple[str, ...]:
    """Metrics whose figure the customers table carries itself."""
    if tables.customers is None:
        return ()
    specs = policy.grading.metrics.items()
    given = tables.customers.columns
    return tuple(key for key, spec in specs if spec.kind not in ("rank", "assessed") and key in given)


def units(policy: Policy, tables: FactTables) -> ir.Table | None:
    """(customer, unit) of every firm in a corporate group that is graded as one; None where firms stand alone."""
    customers = tables.customers
    if policy.grading.who.unit != "集团合并" or customers is None or "parent" not in customers.columns:
        return None
    return customers.filter(customers.parent.notnull()).select("customer", unit="parent")


def by_unit(table: ir.Table, groups: ir.Table | None) -> ir.Table:
    """The rows of `table` with `customer` replaced by the unit it is graded in."""
    if groups is None:
        return table
    joined = table.left_join(groups, "customer")
    return joined.mutate(customer=ibis.coalesce(joined.unit, joined.customer)).select(*table.columns)


def _listed_firms(tables: FactTables) -> ir.Table:
    if tables.customers is not None:
        return tables.customers
    return tables.orders.limit(0).select("customer")


def people(policy: Policy, tables: FactTables, groups: ir.Table | None) -> ir.Table:
    """One row a unit: the parent's own row, but the earliest `since` and the liveliest stage of all its firms."""
    columns = attribute_columns(policy)
    wanted = ("customer", *columns, *supplied_metrics(policy, tables))
    firms = completed(_listed_firms(tables), columns)
    if groups is None:
        return firms.select(*wanted)
    own = firms.filter(firms.parent.isnull()).select(*wanted)
    stages = list(enumerate(LIVELIEST_FIRST))
    place = ibis.cases(*[(firms.stage == stage, place) for place, stage in stages])
    together = by_unit(firms.select("customer", "since", place=place), groups).group_by("customer")
    found = together.agg(earliest=lambda t: t.since.min(), liveliest=lambda t: t.place.min())
    joined = found.left_join(own, "customer")
    stage = ibis.cases(*[(joined.liveliest == place, stage) for place, stage in stages])
    return joined.mutate(since=joined.earliest, stage=stage).select(*wanted)
