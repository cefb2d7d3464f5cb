"""Rank metrics: the share of graded customers strictly ahead on another metric."""

import ibis
import ibis.expr.types as ir

from kehuan.engine.compile.metrics import Measurement
from kehuan.engine.policy.metrics import RankMetric


def with_ranks(measurement: Measurement, table: ir.Table) -> ir.Table:
    """`table` of metrics with a column for every rank metric, null for customers that are not ranked."""
    for key, spec in measurement.policy.grading.metrics.items():
        if isinstance(spec, RankMetric):
            ranked = _ranked(measurement, table, spec).rename({key: "ahead"})
            table = table.left_join(ranked, "customer", rname="ranked_{name}").drop("ranked_customer")
            if spec.fills and spec.missing is not None:
                table = table.mutate(**{key: table[key].fill_null(float(spec.missing))})
    return table


def _ranked(measurement: Measurement, table: ir.Table, spec: RankMetric) -> ir.Table:
    value, grading = table[spec.percentile_of], measurement.policy.grading
    taken = table.graded & value.notnull()
    if spec.among:
        taken &= measurement.thresholds.test(spec.percentile_of, spec.among, value)
    place = table[spec.within].fill_null("") if spec.within else ibis.literal("")
    narrow = table.filter(taken).select("customer", value=value, place=place)
    order = narrow.value.desc() if grading.better(spec.percentile_of) == "more" else narrow.value
    ahead = ibis.rank().over(group_by=narrow.place, order_by=order).cast("float64")
    among = narrow.count().over(group_by=narrow.place).cast("float64")
    return narrow.select("customer", ahead=ahead / among)
