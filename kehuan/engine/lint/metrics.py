"""Lint of the metrics: absent values, seasons, bases, and metrics or factors that decide nothing."""

from collections.abc import Iterator

from kehuan.engine.conditions import comparisons
from kehuan.engine.findings import Finding, Path
from kehuan.engine.policy import Policy
from kehuan.engine.policy.check import conditions_of
from kehuan.engine.policy.grading import Grading
from kehuan.engine.policy.metrics import FactMetric, IncidentMetric, RankMetric


def used_in_conditions(policy: Policy) -> set[str]:
    """The metrics that any condition compares."""
    return {comparison.metric for _, condition in conditions_of(policy) for comparison in comparisons(condition)}


def factor_of(grading: Grading, metric: str) -> str:
    """The factor a metric speaks for; a rank without its own speaks for that of the metric it ranks."""
    spec = grading.metrics[metric]
    if isinstance(spec, RankMetric) and not spec.factor:
        return grading.metrics[spec.percentile_of].factor_name
    return spec.factor_name


def missing_unstated(policy: Policy) -> Iterator[Finding]:
    """A value that can be absent is compared, and the policy does not say what absence means."""
    used = used_in_conditions(policy)
    for name, spec in policy.grading.metrics.items():
        can_be_absent = not isinstance(spec, FactMetric) or spec.change is not None
        if name in used and can_be_absent and spec.missing is None:
            counted = isinstance(spec, IncidentMetric)
            mend = "missing: 0" if counted else "missing: 1" if isinstance(spec, RankMetric) else "missing: unknown"
            figures = {"name": spec.label or name, "mend": mend}
            yield Finding("metric.missing_unstated", ("grading", "metrics", name), "warning", figures)


def season(policy: Policy) -> Iterator[Finding]:
    """Growth against the half-year before measures the season; whole years, or the same period last year, do not."""
    for name, spec in policy.grading.metrics.items():
        if not isinstance(spec, FactMetric) or spec.against is None or spec.against.text == "same_period_last_year":
            continue
        months = spec.over.n * (policy.adjustment.cycle.months if spec.over.unit == "periods" else 1)
        if months % 12:
            figures = {"name": spec.label or name, "months": months, "mend": "against: same_period_last_year"}
            yield Finding("metric.season", ("grading", "metrics", name, "against"), "warning", figures)


def base_floor(policy: Policy) -> Iterator[Finding]:
    """From a base of 100 yuan every order is growth of thousands of percent."""
    for name, spec in policy.grading.metrics.items():
        if isinstance(spec, FactMetric) and spec.change == "relative" and not (spec.base and spec.base.at_least):
            floor = "5万" if spec.measure == "amount" else "4"
            figures = {"name": spec.label or name, "mend": f"base: {{whole: true, at_least: {floor}}}"}
            yield Finding("metric.base_floor_missing", ("grading", "metrics", name), "warning", figures)


def unused(policy: Policy) -> Iterator[Finding]:
    """A metric that no condition, no score and no rank uses."""
    grading = policy.grading
    used = used_in_conditions(policy) | set(grading.score.criteria if grading.score else ())
    used |= {spec.percentile_of for spec in grading.metrics.values() if isinstance(spec, RankMetric)}
    for name, spec in grading.metrics.items():
        if name not in used:
            yield Finding("metric.unused", ("grading", "metrics", name), "warning", {"name": spec.label or name})


def factors(policy: Policy) -> Iterator[Finding]:
    """Every factor of 二(一) is measured, every metric speaks for one of them, and at least two decide the grades."""
    grading = policy.grading
    spoken = {name: factor_of(grading, name) for name in grading.metrics}
    for place, factor in enumerate(grading.factors):
        if factor not in spoken.values():
            path: Path = (
                ("grading", "factors", place) if "factors" in grading.model_fields_set else ("grading", "metrics")
            )
            yield Finding("factor.unmeasured", path, "warning", {"factor": factor})
    for name, factor in spoken.items():
        if factor not in grading.factors:
            figures = {"factor": factor, "known": "、".join(grading.factors), "mend": f"factor: {grading.factors[0]}"}
            yield Finding("factor.unknown", ("grading", "metrics", name, "factor"), "warning", figures)
    deciding = {
        spoken[comparison.metric]
        for grade in grading.grades.values()
        for condition in grade.conditions
        for comparison in comparisons(condition)
    }
    if len(deciding) < 2:
        yield Finding("grading.single_factor", ("grading", "grades"), "warning", {"factor": "、".join(deciding)})


def rank_at_most(policy: Policy) -> Iterator[Finding]:
    """The share ahead of the best is 0, so "the top fifth" is `< 20%`; `<= 20%` lets one more in."""
    for path, condition in conditions_of(policy):
        for comparison in comparisons(condition):
            spec = policy.grading.metrics[comparison.metric]
            if isinstance(spec, RankMetric) and comparison.test.operator == "<=":
                mend = f"{comparison.metric} < {comparison.test.figure}"
                yield Finding("rank.at_most", path, "warning", {"text": str(comparison), "mend": mend})


METRIC_RULES = (missing_unstated, season, base_floor, unused, factors, rank_at_most)
