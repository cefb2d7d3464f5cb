"""Reads a policy like a compiler: what is no error of form, and yet cannot be meant. Needs no data."""

from collections.abc import Callable, Iterator

from kehuan.engine.findings import Finding
from kehuan.engine.lint.documents import DOCUMENT_RULES
from kehuan.engine.lint.grades import GRADE_RULES
from kehuan.engine.lint.metrics import METRIC_RULES
from kehuan.engine.lint.movement import MOVEMENT_RULES
from kehuan.engine.policy import Policy

LintRule = Callable[[Policy], Iterator[Finding]]
RULES: tuple[LintRule, ...] = (*DOCUMENT_RULES, *METRIC_RULES, *GRADE_RULES, *MOVEMENT_RULES)


def lint(policy: Policy) -> tuple[Finding, ...]:
    """Every finding, in the order of the rules; `place_findings` gives them their lines.

    A warning is for a person to judge; an error keeps the policy from being published. Where a better wording is
    known, it stands in the figures as `mend`.
    """
    return tuple(finding for rule in RULES for finding in rule(policy))
