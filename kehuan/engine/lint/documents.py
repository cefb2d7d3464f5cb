"""Lint of the text itself, and of what customers see: unfilled places, articles, names that betray a grade, times."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from kehuan.engine.findings import Finding, Path
from kehuan.engine.policy import Policy
from kehuan.engine.policy.service import Hours
from kehuan.engine.policy.types import Section
from kehuan.engine.unfilled import unfilled_place


def unfilled(policy: Policy) -> Iterator[Finding]:
    """A place that the model text leaves open is still open."""
    for path, text in texts_of(policy):
        if place := unfilled_place(text):
            yield Finding("policy.unfilled", path, figures={"text": place})


def texts_of(node: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of the policy with its place."""
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, Section):
        for name in type(node).model_fields:
            yield from texts_of(getattr(node, name), (*path, name))
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from texts_of(value, (*path, str(key)))
    elif isinstance(node, tuple):
        for place, value in enumerate(node):
            yield from texts_of(value, (*path, place))


def glued_names(policy: Policy) -> Iterator[Finding]:
    """A full-width comma separates nothing: `[销售部，客服部]` is one department."""
    for path, text in texts_of(policy):
        if path and isinstance(path[-1], int) and re.search("[\uff0c\u3001]", text):
            mend = ", ".join(re.split("[\uff0c\u3001]", text))
            yield Finding("list.full_width", path, "warning", {"text": text, "mend": f"[{mend}]"})


def articles_missing(policy: Policy) -> Iterator[Finding]:
    """A decision cites an article, so every grade and every rule has one."""
    for name, grade in policy.grading.grades.items():
        if not grade.article:
            yield Finding(
                "clause.article_missing",
                ("grading", "grades", name),
                "warning",
                {"name": name, "mend": "article: 二(二)1"},
            )
    for way, rules in (("upgrade", policy.adjustment.upgrade), ("downgrade", policy.adjustment.downgrade)):
        for key, rule in rules.items():
            if not rule.article:
                path: Path = ("adjustment", way, key)
                yield Finding("clause.article_missing", path, "warning", {"name": key, "mend": "article: 四(二)1"})


def tiers(policy: Policy) -> Iterator[Finding]:
    """Customers see a word for every grade, and none of the words tells the grade."""
    words = policy.groups.service_tier
    for grade, word in words.items():
        path: Path = ("groups", "service_tier", grade)
        for name, other in policy.grading.grades.items():
            if any(shown and _names(shown, word) for shown in (name, other.name)):
                yield Finding("tier.shows_grade", path, figures={"word": word, "grade": name, "mend": f"{grade}: 标准"})
                break
    for grade in policy.grading.names if words else ():
        if grade not in words:
            yield Finding(
                "tier.missing", ("groups", "service_tier"), "warning", {"grade": grade, "mend": f"{grade}: 标准"}
            )


def _names(grade: str, word: str) -> bool:
    """Whether the word holds the grade's name; a letter counts only by itself, or Standard would hold A and D."""
    return re.search(rf"(?<![A-Za-z]){re.escape(grade)}(?![A-Za-z])", word, re.IGNORECASE) is not None


def groups_missing(policy: Policy) -> Iterator[Finding]:
    """Where grades have groups, every grade has one."""
    for grade in policy.grading.names if policy.groups.grades else ():
        if grade not in policy.groups.grades:
            yield Finding("group.missing", ("groups",), "warning", {"grade": grade})


def reply_times(policy: Policy) -> Iterator[Finding]:
    """A better grade never waits longer than a lower one, and urgent never longer than normal; no grade is left out."""
    reply, hours = policy.service.reply, policy.service.hours
    for urgency, limits in reply.items():
        path: Path = ("service", "reply", urgency)
        known = [grade for grade in policy.grading.names if grade in limits]
        for grade in policy.grading.names:
            if grade not in limits:
                yield Finding("service.grade_without_limit", path, "warning", {"grade": grade})
        for better, worse in pairwise(known):
            if _minutes(limits[better], hours) > _minutes(limits[worse], hours):
                figures = {"better": better, "worse": worse, "limit": limits[better], "other": limits[worse]}
                mend = f"{better}: {limits[worse]}"
                yield Finding("service.better_waits_longer", (*path, better), "warning", {**figures, "mend": mend})
    for grade, limit in reply.get("urgent", {}).items():
        normal = reply.get("normal", {}).get(grade)
        if normal and _minutes(limit, hours) > _minutes(normal, hours):
            figures = {"grade": grade, "urgent": limit, "normal": normal, "mend": f"{grade}: {normal}"}
            yield Finding("service.urgent_is_slower", ("service", "reply", "urgent", grade), "warning", figures)


def _minutes(limit: str, hours: Hours) -> int:
    number, unit = limit.split(maxsplit=1)
    day = _clock(hours.to) - _clock(hours.from_)
    if hours.lunch:
        day -= _clock(hours.lunch[1]) - _clock(hours.lunch[0])
    return int(number) * {"minutes": 1, "hour": 60, "hours": 60}.get(unit, day)


def _clock(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


DOCUMENT_RULES = (unfilled, glued_names, articles_missing, tiers, groups_missing, reply_times)
