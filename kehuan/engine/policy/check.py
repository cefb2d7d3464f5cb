"""What one field cannot see by itself: names, units, words, weights and order across the whole policy."""

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches

from kehuan.engine.conditions import (
    OPERATORS,
    Comparison,
    Condition,
    ConditionError,
    Not,
    Test,
    comparisons,
    read_test,
)
from kehuan.engine.figures import Figure, read_figure
from kehuan.engine.findings import Finding, Path
from kehuan.engine.policy import Policy
from kehuan.engine.policy.grading import Grading
from kehuan.engine.policy.metrics import PERIOD_MONTHS, AssessedMetric, Direction, FactMetric, Metric, RankMetric

# Columns of facts and results, and the files that others read: docs/grading-semantics.md lists them.
RESERVED = {
    *("customer", "name", "unit", "own_share", "grade", "score", "reasons", "missing_for_next", "graded", "start"),
    *("earned", "limited", "target", "current", "final", "outcome", "newcomer", "warned", "marks"),
    *("rule", "rule_fails", "rule_unknown", "worse_rounds", "first_day", "last_day"),
    *("since", "stage", "industry", "region", "parent"),
}
RESERVED_STARTS = ("points_", "fails_", "unknown_", "_")
_UNITS: dict[str, tuple[str, ...]] = {
    "money": ("number", "money"),
    "count": ("number",),
    "ratio": ("percent",),
    "days": ("days", "months"),
    "months": ("number", "months"),
    "scale": ("word",),
    "number": ("number", "percent"),
}


def check_policy(policy: Policy) -> Iterator[Finding]:
    """Every error that stands between sections or clauses, in the order of the checks."""
    for check in CHECKS:
        yield from check(policy)


def unknown_name(code: str, path: Path, name: str, known: Iterable[str]) -> Finding:
    """`name` is not among `known`; the nearest known one is offered."""
    names = list(known)
    return Finding(code, path, figures={"name": name, "near": nearest(name, names), "known": ", ".join(names)})


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant; empty when none is near."""
    return next(iter(get_close_matches(name, sorted(known), 1)), "")


def conditions_of(policy: Policy) -> Iterator[tuple[Path, Condition]]:
    """Every condition of the policy with its place."""
    grading = policy.grading
    for name, grade in grading.grades.items():
        at: Path = ("grading", "grades", name)
        yield from (((*at, "must", i), condition) for i, condition in enumerate(grade.must))
        if grade.rest:
            yield from (((*at, "rest", "of", i), condition) for i, condition in enumerate(grade.rest.of))
    if grading.newcomers:
        for name, condition in grading.newcomers.better.items():
            yield ("grading", "newcomers", "better", name), condition
    for way, rules in (("upgrade", policy.adjustment.upgrade), ("downgrade", policy.adjustment.downgrade)):
        for key, rule in rules.items():
            yield ("adjustment", way, key, "when"), rule.when


def check_metric_names(policy: Policy) -> Iterator[Finding]:
    """Reserved and unknown metric names."""
    metrics = policy.grading.metrics
    days = {f"{spec.assessed}_on" for spec in metrics.values() if isinstance(spec, AssessedMetric)}
    for name in metrics:
        if name.lower() in RESERVED | days or name.lower().startswith(RESERVED_STARTS) or not name.isidentifier():
            yield Finding("metric.name_reserved", ("grading", "metrics", name), figures={"name": name})
    for path, condition in conditions_of(policy):
        for comparison in comparisons(condition):
            if comparison.metric not in metrics:
                yield unknown_name("condition.metric_unknown", path, comparison.metric, metrics)
    for name in policy.grading.score.criteria if policy.grading.score else ():
        if name not in metrics:
            yield unknown_name("condition.metric_unknown", ("grading", "score", "criteria", name), name, metrics)


def check_letter_case(policy: Policy) -> Iterator[Finding]:
    """Names must differ by more than capitals: to a database `Amount` and `amount` are one column."""
    for section, names in (("metrics", policy.grading.metrics), ("grades", policy.grading.grades)):
        seen: dict[str, str] = {}
        for name in names:
            if (other := seen.setdefault(name.lower(), name)) != name:
                yield Finding(
                    "name.only_case_differs", ("grading", section, name), figures={"name": name, "other": other}
                )


def check_ranked_metrics(policy: Policy) -> Iterator[Finding]:
    """A rank stands on a measured metric, never on another rank."""
    for name, spec in policy.grading.metrics.items():
        if not isinstance(spec, RankMetric):
            continue
        path: Path = ("grading", "metrics", name, "percentile_of")
        if spec.percentile_of not in policy.grading.metrics:
            yield unknown_name("condition.metric_unknown", path, spec.percentile_of, policy.grading.metrics)
        elif isinstance(policy.grading.metrics[spec.percentile_of], RankMetric):
            yield Finding("metric.rank_of_rank", path, figures={"name": name})
        elif spec.among:
            yield from _unit(policy.grading, spec.percentile_of, spec.among, ("grading", "metrics", name, "among"))


def check_windows(policy: Policy) -> Iterator[Finding]:
    """Windows hold whole units: 10 months are no whole quarters."""
    for name, spec in policy.grading.metrics.items():
        if not isinstance(spec, FactMetric):
            continue
        path: Path = ("grading", "metrics", name)
        months = spec.over.n * (policy.adjustment.cycle.months if spec.over.unit == "periods" else 1)
        if spec.per and months % PERIOD_MONTHS[spec.per]:
            yield Finding("metric.per_not_whole", (*path, "over"), figures={"over": str(spec.over), "per": spec.per})
        if spec.against and spec.against.text.startswith("the_") and spec.against.months not in (0, months):
            figures = {"over": str(spec.over), "against": str(spec.against)}
            yield Finding("metric.against_uneven", (*path, "against"), figures=figures)


def check_units(policy: Policy) -> Iterator[Finding]:
    """Every comparison is with a figure of the metric's own unit, every word stands on its scale."""
    grading = policy.grading
    for path, condition in conditions_of(policy):
        for comparison in comparisons(condition):
            if comparison.metric in grading.metrics:
                yield from _unit(grading, comparison.metric, comparison.test, path)
    for name, spec in grading.metrics.items():
        yield from _inner_units(name, spec)
        scale, path = grading.scale(name), ("grading", "metrics", name, "missing")
        if spec.fills and scale and spec.missing not in scale:
            yield unknown_name("scale.word_unknown", path, str(spec.missing), scale)
        elif spec.fills and not scale and not isinstance(spec.missing, int):
            yield Finding("metric.missing_number_expected", path, figures={"text": str(spec.missing)})


def _unit(grading: Grading, metric: str, test: Test, path: Path) -> Iterator[Finding]:
    figure, dimension = test.figure, grading.dimension(metric)
    figures = {"metric": metric, "text": str(test), "dimension": dimension}
    if "[X]" in figure.text.upper():
        yield Finding("policy.unfilled", path, figures={"text": f"{metric} {test}"})
    elif dimension == "scale":
        if figure.text not in grading.scale(metric):
            yield unknown_name("scale.word_unknown", path, figure.text, grading.scale(metric))
    elif figure.kind == "word":
        yield Finding("scale.absent", path, figures=figures)
    elif figure.kind not in _units_of(grading, metric, figure):
        yield Finding("unit.mixed", path, figures=figures)
    elif figure.kind in ("months", "days") and figure.value.denominator != 1:
        yield Finding("unit.not_whole", path, figures=figures)


def _inner_units(name: str, spec: Metric) -> Iterator[Finding]:
    """What a metric compares inside itself: a unit's amount or orders, and the base of a change."""
    if not isinstance(spec, FactMetric):
        return
    inner = [("count_where", spec.count_where.figure)] if spec.count_where else []
    inner += [("base", spec.base.at_least)] if spec.base and spec.base.at_least else []
    dimension = "money" if spec.measure == "amount" else "count"
    for field, figure in inner:
        if figure.kind not in _UNITS[dimension]:
            figures = {"metric": name, "text": str(figure), "dimension": dimension}
            yield Finding("unit.mixed", ("grading", "metrics", name, field), figures=figures)


def _units_of(grading: Grading, metric: str, figure: Figure) -> tuple[str, ...]:
    dimension = grading.dimension(metric)
    if figure.value == 0 or (dimension == "days" and grading.metrics[metric].kind == "overdue"):
        return (*_UNITS[dimension], "number")
    return _UNITS[dimension]


def check_grades(policy: Policy) -> Iterator[Finding]:
    """The last grade and only the last takes everyone else; no condition turns a better figure against its customer."""
    *upper, last = policy.grading.grades.items()
    for name, grade in upper:
        if grade.otherwise:
            yield Finding("grade.otherwise_not_last", ("grading", "grades", name, "otherwise"), figures={"grade": name})
    if not last[1].otherwise:
        yield Finding("grade.last_needs_otherwise", ("grading", "grades", last[0]), figures={"grade": last[0]})
    for path, condition in conditions_of(policy):
        if path[1] == "grades":
            for comparison in against_betterment(policy.grading, condition):
                figures = {"text": str(comparison), "metric": comparison.metric}
                yield Finding("grade.betterment_punished", path, figures=figures)


def against_betterment(grading: Grading, condition: Condition, *, turned: bool = False) -> Iterator[Comparison]:
    """The comparisons that a better figure fails; `turned` under an odd number of `not`."""
    if isinstance(condition, Not):
        yield from against_betterment(grading, condition.part, turned=not turned)
    elif isinstance(condition, Comparison):
        if condition.metric in grading.metrics and not _helps(condition, grading.better(condition.metric), turned):
            yield condition
    else:
        for part in condition.parts:
            yield from against_betterment(grading, part, turned=turned)


def _helps(comparison: Comparison, better: Direction, turned: bool) -> bool:
    upward = comparison.test.operator in (">=", ">")
    downward = comparison.test.operator in ("<=", "<")
    wanted = (better == "more") != turned
    return upward if wanted else downward


def check_grade_names(policy: Policy) -> Iterator[Finding]:
    """Every grade that a section names exists."""
    names, known = policy.grading.names, set(policy.grading.names)
    for name in names:
        if len(name.split()) != 1:
            yield Finding("grade.name_with_space", ("grading", "grades", name), figures={"grade": name})
    places: list[tuple[Path, str]] = [(("grading", "quota", grade), grade) for grade in policy.grading.quota]
    if newcomers := policy.grading.newcomers:
        places.append((("grading", "newcomers", "grade"), newcomers.grade))
        places += [(("grading", "newcomers", "better", grade), grade) for grade in newcomers.better]
        places += [(("grading", "newcomers", "served_as"), newcomers.served_as)] if newcomers.served_as else []
    for way, rules in (("upgrade", policy.adjustment.upgrade), ("downgrade", policy.adjustment.downgrade)):
        places += [(("adjustment", way, key), key.split()[1]) for key in rules]
    places += [(("groups", grade), grade) for grade in policy.groups.grades]
    places += [(("groups", "service_tier", grade), grade) for grade in policy.groups.service_tier]
    places += [(("service", "reply", u, g), g) for u, limits in policy.service.reply.items() for g in limits]
    for key, indicator in policy.performance.indicators.items():
        if isinstance(indicator.target, dict):
            places += [(("performance", "indicators", key, "target", grade), grade) for grade in indicator.target]
    yield from (unknown_name("grade.unknown", path, name, names) for path, name in places if name not in known)


def check_movement(policy: Policy) -> Iterator[Finding]:
    """No upgrade from the best grade, no downgrade from the last: the source has both, and neither can be run."""
    best, last = policy.grading.names[0], policy.grading.names[-1]
    movement: Path = ("adjustment", "movement")
    if "target_better" not in policy.adjustment.movement.up.needs:
        yield Finding("movement.target_needed", (*movement, "up", "needs"), figures={"target": "target_better"})
    if "target_worse" not in policy.adjustment.movement.down.needs:
        yield Finding("movement.target_needed", (*movement, "down", "needs"), figures={"target": "target_worse"})
    if f"from {best}" in policy.adjustment.upgrade:
        yield Finding("rule.nothing_above", ("adjustment", "upgrade", f"from {best}"), figures={"grade": best})
    if f"from {last}" in policy.adjustment.downgrade:
        yield Finding("rule.nothing_below", ("adjustment", "downgrade", f"from {last}"), figures={"grade": last})
    if last in policy.grading.quota:
        yield Finding("quota.last_grade", ("grading", "quota", last), figures={"grade": last})
    for key in policy.grading.quota if policy.grading.score is None else ():
        yield Finding("quota.needs_score", ("grading", "quota", key), figures={"grade": key})


def check_weights(policy: Policy) -> Iterator[Finding]:
    """Weights of the score, and of the indicators, add up to 100."""
    if policy.grading.score:
        total = sum(criterion.weight for criterion in policy.grading.score.criteria.values())
        if total != 100:
            yield Finding("weights.not_100", ("grading", "score", "criteria"), figures={"total": total})
    total = sum(indicator.weight for indicator in policy.performance.indicators.values())
    if policy.performance.indicators and total != 100:
        yield Finding("weights.not_100", ("performance", "indicators"), figures={"total": total})


def read_band(text: str) -> Test:
    """`>= 500万`, or the bare word of a scale, which means exactly that word. Raises ConditionError."""
    try:
        return read_test(text)
    except ConditionError:
        figure = read_figure(text)
        if figure.kind != "word":
            raise
        return Test("==", figure)


def check_bands(policy: Policy) -> Iterator[Finding]:
    """Bands are readable, in the metric's unit, and a better figure never earns fewer points."""
    grading = policy.grading
    for name, criterion in grading.score.criteria.items() if grading.score else ():
        if name not in grading.metrics:
            continue
        path: Path = ("grading", "score", "criteria", name, "bands")
        tests: list[tuple[Test, int]] = []
        for text, points in criterion.bands.items():
            try:
                tests.append((read_band(text), points))
            except ConditionError as error:
                yield Finding(error.code, (*path, text), figures=error.figures)
                continue
            yield from _unit(grading, name, tests[-1][0], (*path, text))
            if not 0 <= points <= 100:
                yield Finding("bands.points_out_of_range", (*path, text), figures={"points": points})
        yield from _band_order(grading, name, tests, path)


def _band_order(grading: Grading, name: str, tests: list[tuple[Test, int]], path: Path) -> Iterator[Finding]:
    better, scale = grading.better(name), grading.scale(name)
    if any(test.figure.kind == "word" and test.figure.text not in scale for test, _ in tests):
        return
    if scale and (text := _punished_word(scale, tests, better)):
        yield Finding("bands.out_of_order", path, figures={"text": text, "metric": name})
        return
    previous: tuple[float, int] | None = None
    for test, points in tests:
        exact = bool(scale) or (better == "less" and test.figure.value == 0)  # nothing is better than none at all
        if test.operator not in (*(("==",) if exact else ()), *((">=", ">") if better == "more" else ("<=", "<"))):
            yield Finding("bands.wrong_way", path, figures={"text": str(test), "metric": name})
            return
        edge = scale.index(test.figure.text) if scale else _edge(test.figure)
        edge = edge if better == "more" else -edge
        strict = 0.5 if test.operator in (">", "<") else 0
        if previous and (edge + strict >= previous[0] or points > previous[1]):
            yield Finding("bands.out_of_order", path, figures={"text": str(test), "metric": name})
            return
        previous = edge + strict, points


def _punished_word(scale: tuple[str, ...], tests: list[tuple[Test, int]], better: Direction) -> str:
    """The first word that earns fewer points than a worse one, such as a word that no band names; empty for none."""
    worst_first = scale if better == "more" else scale[::-1]
    earned = 0
    for word in worst_first:
        points = next((points for test, points in tests if _takes(scale, test, word)), 0)
        if points < earned:
            return word
        earned = points
    return ""


def _takes(scale: tuple[str, ...], test: Test, word: str) -> bool:
    held: bool = OPERATORS[test.operator](scale.index(word), scale.index(test.figure.text))
    return held


def _edge(figure: Figure) -> float:
    return float(figure.value) * (30.4375 if figure.kind == "months" else 1)


def check_assessed(policy: Policy) -> Iterator[Finding]:
    """A scale has at least two different words, worst first."""
    used = {spec.assessed for spec in policy.grading.metrics.values() if isinstance(spec, AssessedMetric)}
    for name, words in policy.grading.scales.items():
        path: Path = ("grading", "scales", name)
        if len(words) < 2 or len(set(words)) < len(words):
            yield Finding("scale.words", path, figures={"name": name})
        if name not in used:
            yield unknown_name("scale.unused", path, name, used)


CHECKS: tuple[Callable[[Policy], Iterator[Finding]], ...] = (
    check_metric_names,
    check_letter_case,
    check_ranked_metrics,
    check_windows,
    check_assessed,
    check_units,
    check_grades,
    check_grade_names,
    check_movement,
    check_weights,
    check_bands,
)
