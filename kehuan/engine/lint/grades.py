"""Lint of the grades, bands and newcomers: what is never met, swallowed, or upside down."""

from collections.abc import Iterator

from kehuan.engine.conditions import Comparison
from kehuan.engine.findings import Finding, Path
from kehuan.engine.lint.worlds import grade_condition, is_forced, region, ways_to_meet
from kehuan.engine.policy import Policy
from kehuan.engine.policy.check import against_betterment, read_band
from kehuan.engine.policy.grading import Grade, Grading


def unreachable(policy: Policy) -> Iterator[Finding]:
    """No customer can have the grade: its conditions exclude each other, or whoever meets it meets a better one."""
    grading, better = policy.grading, list[str]()
    for name, grade in grading.grades.items():
        path: Path = ("grading", "grades", name)
        worlds = None if grade.otherwise else ways_to_meet(grading, grade_condition(grade))
        if worlds == []:
            yield Finding("grade.never_met", path, figures={"grade": name, "text": _impossible(grading, grade)})
        elif worlds:
            above = [(other, grade_condition(grading.grades[other])) for other in better]
            met = [next((other for other, it in above if is_forced(grading, it, world)), None) for world in worlds]
            if all(met):
                swallowed_by = "、".join(dict.fromkeys(other for other in met if other))
                yield Finding("grade.swallowed", path, figures={"grade": name, "better": swallowed_by})
        better.append(name)


def _impossible(grading: Grading, grade: Grade) -> str:
    """The single conditions that no customer can meet; all of `must` when only their company is impossible."""
    alone = [str(c) for c in grade.conditions if isinstance(c, Comparison) and ways_to_meet(grading, c) == []]
    return "、".join(alone or [str(c) for c in grade.must if isinstance(c, Comparison)])


def asks_more(policy: Policy) -> Iterator[Finding]:
    """A lower grade asks more of a metric than a better grade does: the two thresholds are exchanged."""
    grading = policy.grading
    for part in ("must", "rest"):
        asked: dict[str, tuple[str, Comparison]] = {}
        for name, grade in grading.grades.items():
            conditions = grade.must if part == "must" else grade.rest.of if grade.rest else ()
            for place, condition in enumerate(conditions):
                if not isinstance(condition, Comparison):
                    continue
                better, before = asked.get(condition.metric, (name, condition))
                here = region(grading, condition.metric, condition.test)
                there = region(grading, condition.metric, before.test)
                if here != there and here.lies_in(there):
                    path: Path = ("grading", "grades", name, part, *(("of",) if part == "rest" else ()), place)
                    figures = {"grade": name, "text": str(condition), "better": better, "other": str(before)}
                    yield Finding("grade.asks_more", path, "warning", figures)
                asked[condition.metric] = name, condition


def idle(policy: Policy) -> Iterator[Finding]:
    """A condition that every customer meets, or none, decides nothing: `orders_12m >= 0`, `months_2plus >= 13`."""
    for name, grade in policy.grading.grades.items():
        for part, conditions in (("must", grade.must), ("rest", grade.rest.of if grade.rest else ())):
            for place, condition in enumerate(conditions):
                if not isinstance(condition, Comparison):
                    continue
                path: Path = ("grading", "grades", name, part, *(("of",) if part == "rest" else ()), place)
                figures = {"text": str(condition), "grade": name}
                if is_forced(policy.grading, condition, {}):
                    yield Finding("grade.always_met", path, "warning", figures)
                elif part == "rest" and ways_to_meet(policy.grading, condition) == []:
                    yield Finding("grade.never_holds", path, "warning", figures)


def band_gaps(policy: Policy) -> Iterator[Finding]:
    """A word without points earns 0, which may not be what was meant."""
    grading = policy.grading
    for name, criterion in grading.score.criteria.items() if grading.score else ():
        path: Path = ("grading", "score", "criteria", name, "bands")
        covered = [region(grading, name, read_band(text)) for text in criterion.bands]
        for place, word in enumerate(grading.scale(name)):
            if not any(band.low <= (place, 0) <= band.high for band in covered):
                yield Finding("bands.gap_word", path, "warning", {"word": word, "mend": f"{word}: 0"})


def newcomers(policy: Policy) -> Iterator[Finding]:
    """New customers have a rule; `better` names better grades only, for reasons that a better figure does not undo."""
    grading = policy.grading
    if grading.newcomers is None:
        mend = f"newcomers: {{until: 6 months after first_order, grade: {grading.names[-1]}}}"
        yield Finding("newcomers.absent", ("grading",), "warning", {"mend": mend})
        return
    for name, condition in grading.newcomers.better.items():
        path: Path = ("grading", "newcomers", "better", name)
        if grading.names.index(name) >= grading.names.index(grading.newcomers.grade):
            yield Finding("newcomers.not_better", path, "warning", {"grade": name, "start": grading.newcomers.grade})
        for comparison in against_betterment(grading, condition):
            yield Finding("newcomers.betterment_punished", path, "warning", {"text": str(comparison), "grade": name})


GRADE_RULES = (unreachable, asks_more, idle, band_gaps, newcomers)
