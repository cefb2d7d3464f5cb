"""Target and rule → outcome: who moves, who stays, and which clause decided."""

from collections.abc import Iterator
from typing import Literal

import ibis
import ibis.expr.types as ir

from kehuan.engine.compile.conditions import bits, holds, total
from kehuan.engine.compile.metrics import Measurement
from kehuan.engine.conditions import comparisons
from kehuan.engine.policy import Policy
from kehuan.engine.policy.adjustment import Rule

Way = Literal["upgrade", "downgrade"]


def with_movement(measurement: Measurement, table: ir.Table) -> ir.Table:
    """`rule`, `rule_fails`, `rule_unknown`, `outcome`, `final`, `warned` and `marks`."""
    table = _with_rule(measurement, table)
    table = _with_outcome(measurement, table)
    warns = measurement.policy.adjustment.movement.otherwise.rule_only == "warn"
    warned = (table.outcome == "kept") & (table.rule == 1).fill_null(False) if warns else ibis.literal(False)
    return table.mutate(warned=warned, marks=_marks(measurement, table))


def _asked(policy: Policy, table: ir.Table) -> Iterator[tuple[ir.BooleanValue, Rule]]:
    """Every movement rule with the customers for whom it is asked."""
    settled = table.graded & ~table.newcomer
    for place, name in enumerate(policy.grading.names):
        ways: tuple[tuple[Way, ir.BooleanValue], ...] = (
            ("upgrade", table.target < table.current),
            ("downgrade", table.target >= table.current),
        )
        for way, wanted in ways:
            if rule := policy.adjustment.rule(way, "from", name):
                yield settled & (table.current == place) & wanted, rule


def _with_rule(measurement: Measurement, table: ir.Table) -> ir.Table:
    thresholds = measurement.thresholds
    rules, fails, unknown = [], [], []
    for asked, rule in _asked(measurement.policy, table):
        tests = [thresholds.test(leaf.metric, leaf.test, table[leaf.metric]) for leaf in comparisons(rule.when)]
        whole = holds(thresholds, rule.when, table)
        rules.append((asked, ibis.cases((whole.isnull(), -1), (whole, 1), else_=0)))
        fails.append((asked, bits([~test.fill_null(False) for test in tests])))
        unknown.append((asked, bits([test.isnull() for test in tests])))
    if not rules:
        return table.mutate(
            rule=ibis.null("int32"), rule_fails=ibis.literal(0, "int32"), rule_unknown=ibis.literal(0, "int32")
        )
    return table.mutate(
        rule=ibis.cases(*rules).cast("int32"),
        rule_fails=ibis.cases(*fails, else_=0).cast("int32"),
        rule_unknown=ibis.cases(*unknown, else_=0).cast("int32"),
    )


def _with_outcome(measurement: Measurement, table: ir.Table) -> ir.Table:
    movement = measurement.policy.adjustment.movement
    better, worse = table.target < table.current, table.target > table.current
    ruled = (table.rule == 1).fill_null(False)
    up = ruled if "rule" in movement.up.needs else ibis.literal(True)
    down = ruled if "rule" in movement.down.needs else ibis.literal(True)
    again = table.worse_rounds + 1 >= movement.down.rounds if movement.down.rounds else ibis.literal(False)
    cases: list[tuple[ir.BooleanValue, str, ir.Value]] = [
        (~table.graded, "not_graded", ibis.literal(-1)),
        (table.newcomer, "newcomer", _provisional(measurement, table)),
        (table.current < 0, "placed", table.target),
        (better & up, "up", ibis.greatest(table.target, table.current - movement.up.steps)),
        (better, "held_up", table.current),
        (worse & down, "down", ibis.least(table.target, table.current + movement.down.steps)),
        (worse & again, "down_again", table.current + 1),
        (worse, "held_down", table.current),
    ]
    return table.mutate(
        outcome=ibis.cases(*[(when, outcome) for when, outcome, _ in cases], else_="kept"),
        final=ibis.cases(*[(when, final) for when, _, final in cases], else_=table.current).cast("int32"),
    )


def _provisional(measurement: Measurement, table: ir.Table) -> ir.Value:
    newcomers, names = measurement.policy.grading.newcomers, measurement.policy.grading.names
    if newcomers is None:
        return ibis.literal(-1)
    best_first = sorted(newcomers.better.items(), key=lambda pair: names.index(pair[0]))
    better = [(holds(measurement.thresholds, when, table), names.index(name)) for name, when in best_first]
    earned = ibis.cases(*better, else_=names.index(newcomers.grade)) if better else names.index(newcomers.grade)
    return ibis.ifelse(table.current >= 0, ibis.least(earned, table.current), earned)


def _marks(measurement: Measurement, table: ir.Table) -> ir.Value:
    policy = measurement.policy
    flags = []
    for rule, grade in within_rules(policy):
        stays = (table.final == grade) & ((table.current == grade) | (table.current < 0))
        held = holds(measurement.thresholds, rule.when, table).fill_null(False)
        flags.append(table.graded & ~table.newcomer & stays & held)
    return bits(flags) if flags else total([])


def within_rules(policy: Policy) -> tuple[tuple[Rule, int], ...]:
    """The `within` rules in the order of their mark bits, each with the place of its grade."""
    places = {name: place for place, name in enumerate(policy.grading.names)}
    rules = (*policy.adjustment.upgrade.items(), *policy.adjustment.downgrade.items())
    return tuple((rule, places[key.split()[1]]) for key, rule in rules if key.startswith("within "))
