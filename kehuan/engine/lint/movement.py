"""Lint of chapter 四: rules that never or always hold, rules nobody asks for, grades without a way up or down."""

from collections.abc import Iterator
from typing import Literal

from kehuan.engine.conditions import Not
from kehuan.engine.findings import Finding, Path
from kehuan.engine.lint.worlds import grade_condition, is_forced, ways_to_meet
from kehuan.engine.policy import Policy
from kehuan.engine.policy.adjustment import Rule
from kehuan.engine.policy.check import against_betterment

Way = Literal["upgrade", "downgrade"]


def rules_of(policy: Policy) -> Iterator[tuple[Way, str, str, Rule]]:
    """Every rule: its way, its place (`from` or `within`), its grade."""
    for way in ("upgrade", "downgrade"):
        for key, rule in (policy.adjustment.upgrade if way == "upgrade" else policy.adjustment.downgrade).items():
            place, grade = key.split()
            yield way, place, grade, rule


def no_way(policy: Policy) -> Iterator[Finding]:
    """A grade that needs a rule to be left, upwards or downwards, and has none."""
    adjustment, names = policy.adjustment, policy.grading.names
    for grade in names[1:] if "rule" in adjustment.movement.up.needs else ():
        if not adjustment.rule("upgrade", "from", grade):
            mend = f"from {grade}: {{article: 四(二)补, added: true, when: …}}"
            yield Finding("grade.no_way_up", ("adjustment", "upgrade"), "warning", {"grade": grade, "mend": mend})
    down = adjustment.movement.down
    for grade in names[:-1] if "rule" in down.needs and not down.rounds else ():
        if not adjustment.rule("downgrade", "from", grade):
            mend = "without_rule: after 2 rounds"
            yield Finding("grade.no_way_down", ("adjustment", "downgrade"), "warning", {"grade": grade, "mend": mend})


def not_asked(policy: Policy) -> Iterator[Finding]:
    """A rule of moving stands there, but the movement does not ask for rules: it moves nobody."""
    movement = policy.adjustment.movement
    asked = {"upgrade": "rule" in movement.up.needs, "downgrade": "rule" in movement.down.needs}
    for way, place, grade, _ in rules_of(policy):
        if place == "from" and not asked[way]:
            target = "target_better" if way == "upgrade" else "target_worse"
            figures = {"rule": f"{place} {grade}", "mend": f"needs: [{target}, rule]"}
            yield Finding("rule.not_asked", ("adjustment", way, f"{place} {grade}"), "warning", figures)


def never_and_always(policy: Policy) -> Iterator[Finding]:
    """A rule that no facts fulfil; a downgrade rule that the grade's own conditions already fulfil."""
    grading = policy.grading
    for way, place, grade, rule in rules_of(policy):
        path: Path = ("adjustment", way, f"{place} {grade}", "when")
        if ways_to_meet(grading, rule.when) == []:
            yield Finding("rule.never_met", path, figures={"rule": f"{place} {grade}"})
        own = grading.grades[grade]
        worlds = None if own.otherwise else ways_to_meet(grading, grade_condition(own))
        if way == "downgrade" and worlds and all(is_forced(grading, rule.when, world) for world in worlds):
            yield Finding("rule.flaps", path, figures={"rule": f"{place} {grade}", "grade": grade})


def betterment(policy: Policy) -> Iterator[Finding]:
    """A better figure breaks an upgrade, or brings a downgrade."""
    for way, place, grade, rule in rules_of(policy):
        if place == "within":
            continue  # a mark is no step: 12 months of silence may well ask for a tenure too
        condition = rule.when if way == "upgrade" else Not(rule.when)
        for comparison in against_betterment(policy.grading, condition):
            figures = {"text": str(comparison), "rule": f"{place} {grade}"}
            path: Path = ("adjustment", way, f"{place} {grade}", "when")
            yield Finding(f"rule.betterment_punished.{way}", path, "warning", figures)


MOVEMENT_RULES = (no_way, not_asked, never_and_always, betterment)
