"""The policy as a numbered document in the terminal: every clause in words, in the order of its chapters."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

from kehuan.engine.conditions import ConditionError
from kehuan.engine.policy import Policy
from kehuan.engine.policy.check import read_band
from kehuan.engine.policy.grading import Grade
from kehuan.ui.policy_words import condition_text, count_text, metric_label, metric_text, test_text
from kehuan.ui.words import Language, catalogue, say

if TYPE_CHECKING:
    from rich.console import RenderableType

Shown = Iterator["RenderableType"]


def show_policy(policy: Policy, lang: Language = "zh") -> None:
    """Prints the whole document."""
    from rich.console import Console
    from rich.rule import Rule
    from rich.text import Text

    console = Console(highlight=False)
    document = policy.document
    console.print(Rule(Text(f"{document.company} {document.title}".strip(), style="bold")))
    console.print(say("show.version", lang, version=document.version, day=document.effective_on), justify="center")
    for name, chapter in CHAPTERS.items():
        console.print()
        console.print(Text(say(f"show.chapter.{name}", lang), style="bold cyan"))
        for line in chapter(policy, lang):
            console.print(Text(f"  {line}") if isinstance(line, str) else line)


def document_lines(policy: Policy, lang: Language) -> Shown:
    """Purpose, scope, principles."""
    document = policy.document
    if document.purpose:
        yield say("show.purpose", lang, text=document.purpose)
    if document.scope:
        yield say("show.scope", lang, text=listed(document.scope, lang))
    yield from (
        f"·{name}\uff1a{text}" for name, text in document.principles.items()
    )  # no space: the line would break at it


def grading_lines(policy: Policy, lang: Language) -> Shown:
    """Who is graded, what an amount and a purchase are, the metrics, the grades, the score."""
    grading = policy.grading
    stages = listed((value(stage, lang) for stage in grading.who.stages), lang)
    yield say("show.who", lang, stages=stages, unit=value(grading.who.unit, lang))
    amount = grading.amount
    words = {name: value(getattr(amount, name), lang) for name in ("basis", "tax", "returns", "currency")}
    yield say("show.amount", lang, **words)
    yield say("show.order", lang, counts=value(grading.order.counts, lang), at_least=grading.order.at_least)
    yield say("show.factors", lang, text=listed(grading.factors, lang))
    yield from newcomer_lines(policy, lang)
    rows = []
    for key, spec in grading.metrics.items():
        label, definition = metric_label(policy, key, lang), metric_text(policy, key, lang)
        rows.append((key, label, "" if definition == label else definition, missing_text(spec.missing, lang)))
    yield table("show.metrics", ("key", "label", "definition", "missing"), rows, lang)
    yield say("show.grades", lang)
    for name, grade in grading.grades.items():
        yield from grade_lines(policy, name, grade, lang)
    for name, quota in grading.quota.items():
        share = quota.at_most
        part = (
            say("show.share.count", lang, count=share.count) if share.part is None else f"{float(share.part * 100):g}%"
        )
        yield say("show.quota", lang, grade=name, share=part)
    if grading.score:
        criteria = grading.score.criteria.items()
        scores = (
            (metric_label(policy, key, lang), str(c.weight), bands_text(policy, key, c.bands, lang))
            for key, c in criteria
        )
        yield table("show.score", ("label", "weight", "bands"), scores, lang)


def newcomer_lines(policy: Policy, lang: Language) -> Shown:
    """The provisional grades of new customers."""
    newcomers = policy.grading.newcomers
    if newcomers is None:
        return
    span = count_text(newcomers.months, "month", lang)
    yield say("show.newcomers", lang, mark=newcomers.mark, span=span, grade=newcomers.grade)
    for grade, condition in newcomers.better.items():
        said = condition_text(policy, condition, lang)
        yield f"  {say('show.newcomers.better', lang, condition=said, grade=grade)}"


def grade_lines(policy: Policy, name: str, grade: Grade, lang: Language) -> Shown:
    """A grade with its article and conditions."""
    title = f"{say('show.grade', lang, grade=name)} {grade.name}".rstrip()
    yield f"{title}{cited(grade.article, lang)}"
    if grade.otherwise:
        yield f"    {say('show.otherwise', lang)}"
    for condition in grade.must:
        yield f"    {say('show.must', lang, condition=condition_text(policy, condition, lang))}"
    if grade.rest:
        yield f"    {say('show.rest', lang, count=len(grade.rest.of), k=grade.rest.at_least)}"
        yield from (f"      · {condition_text(policy, condition, lang)}" for condition in grade.rest.of)


def group_lines(policy: Policy, lang: Language) -> Shown:
    """Groups with their members and meetings, the words that customers see, times to reply and resolve."""
    groups, service = policy.groups, policy.service
    rows = []
    for grade, group in groups.grades.items():
        meeting = f"{group.meeting.kind} · {say(f'show.every.{group.meeting.every}', lang)}" if group.meeting else ""
        rows.append((grade, group.name, listed(group.members, lang), meeting, groups.service_tier.get(grade, "")))
    if rows:
        yield table("show.groups", ("grade", "group", "members", "meeting", "tier"), rows, lang)
    urgent, normal = (service.reply.get(urgency, {}) for urgency in ("urgent", "normal"))
    limits = [
        (name, limit_text(urgent.get(name, ""), lang), limit_text(normal.get(name, ""), lang))
        for name in policy.grading.names
    ]
    if service.reply:
        yield table("show.reply", ("grade", "urgent", "normal"), limits, lang)
    for kind, limit in service.resolve.items():
        yield say("show.resolve", lang, kind=value(kind, lang), limit=limit_text(limit, lang))


def adjustment_lines(policy: Policy, lang: Language) -> Shown:
    """The cycle, what a step needs, the rules, the flow."""
    adjustment = policy.adjustment
    cycle, up, down = adjustment.cycle, adjustment.movement.up, adjustment.movement.down
    days = listed((f"{month:02}-{day:02}" for month, day in cycle.cut_off), lang)
    yield say("show.cycle", lang, every=value(cycle.every, lang), days=days, effective=value(cycle.effective, lang))
    yield say("show.up", lang, needs=listed((value(need, lang) for need in up.needs), lang), steps=up.steps)
    yield say("show.down", lang, needs=listed((value(need, lang) for need in down.needs), lang), steps=down.steps)
    if down.rounds:
        yield say("show.down.rounds", lang, rounds=down.rounds)
    yield from rule_lines(policy, "upgrade", lang)
    yield from rule_lines(policy, "downgrade", lang)
    steps = ((value(s.step, lang), listed(s.by, lang), limit_text(s.within, lang)) for s in adjustment.flow)
    if adjustment.flow:
        yield table("show.flow", ("step", "by", "within"), steps, lang)


def rule_lines(policy: Policy, way: Literal["upgrade", "downgrade"], lang: Language) -> Shown:
    """The rules of one way, with their articles."""
    rules = policy.adjustment.upgrade if way == "upgrade" else policy.adjustment.downgrade
    for key, rule in rules.items():
        place, grade = key.split()
        condition = condition_text(policy, rule.when, lang)
        words = {"grade": grade, "condition": condition, **({"mark": rule.mark} if place == "within" else {})}
        added = say("show.added", lang) if rule.added else ""
        yield f"· {say(f'show.rule.{place}.{way}', lang, **words)}{cited(rule.article, lang)}{added}"


def information_lines(policy: Policy, lang: Language) -> Shown:
    """Required and sensitive fields."""
    information = policy.information
    for kind, fields in information.required.items():
        yield say("show.required", lang, kind=value(kind, lang), text=listed(fields, lang))
    if information.sensitive:
        said = (f"{field} {value(how, lang)}" for field, how in information.sensitive.items())
        yield say("show.sensitive", lang, text=listed(said, lang))


def performance_lines(policy: Policy, lang: Language) -> Shown:
    """The indicators with formula, target and weight."""
    rows = []
    for key, indicator in policy.performance.indicators.items():
        target = indicator.target
        parts = target.items() if isinstance(target, dict) else (("", target),)
        shown = listed((f"{grade} {float(part * 100):g}%".strip() for grade, part in parts), lang)
        rows.append((value(key, lang), indicator.formula, shown, str(indicator.weight)))
    if rows:
        yield table("", ("indicator", "formula", "target", "weight"), rows, lang)


def table(title: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], lang: Language) -> Any:
    """A rich table; `title` is a code or empty, `columns` are the ends of `show.column.` codes."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(title=say(title, lang) if title else None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=True)
    for column in columns:
        made.add_column(say(f"show.column.{column}", lang), overflow="fold")
    for row in rows:
        made.add_row(*map(Text, row))
    return made


def value(code: str, lang: Language) -> str:
    """A value that the policy writes as a code; other values are the company's own words."""
    return say(f"show.value.{code}", lang) if f"show.value.{code}" in catalogue() else code


def limit_text(limit: str, lang: Language) -> str:
    """`3 working days` → 3个工作日."""
    n, _, unit = limit.partition(" ")
    return say(f"show.limit.{unit}", lang, n=n) if f"show.limit.{unit}" in catalogue() else limit


def missing_text(missing: int | str | None, lang: Language) -> str:
    """What stands in for an absent value."""
    return "" if missing is None else value(str(missing), lang)


def bands_text(policy: Policy, metric: str, bands: Mapping[str, int], lang: Language) -> str:
    """≥ 500万元 100、≥ 100万元 75: the points of each band."""
    return listed((f"{band_text(policy, metric, band, lang)} → {points}" for band, points in bands.items()), lang)


def band_text(policy: Policy, metric: str, band: str, lang: Language) -> str:
    """A band with its unit; a word of a scale stands as it is."""
    try:
        test = read_band(band)
    except ConditionError:  # the check has refused such a policy before
        return band
    return test.figure.text if test.operator == "==" else test_text(policy, metric, test, lang)


def cited(article: str, lang: Language) -> str:
    """The article in brackets; nothing where there is none."""
    return say("show.article", lang, article=article) if article else ""


def listed(parts: Iterable[str], lang: Language) -> str:
    """一、二 or one, two."""
    return ("、" if lang == "zh" else ", ").join(parts)


CHAPTERS = {
    "document": document_lines,
    "grading": grading_lines,
    "groups": group_lines,
    "adjustment": adjustment_lines,
    "information": information_lines,
    "performance": performance_lines,
}
