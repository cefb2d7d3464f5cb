"""How a finding is shown: 第47行 · grading.grades.A.must[2] · 条款二(二)1：what is wrong and what to do."""

from collections.abc import Mapping

from kehuan.engine.findings import Finding
from kehuan.engine.policy.metrics import PERIOD_MONTHS
from kehuan.ui.words import Language, say

_COLON = {"zh": "\uff1a", "en": ": "}


def finding_text(finding: Finding, lang: Language = "zh") -> str:
    """Place and message in one line."""
    place = finding_place(finding, lang)
    message = finding_message(finding, lang)
    return f"{place}{_COLON[lang]}{message}" if place else message


def finding_place(finding: Finding, lang: Language = "zh") -> str:
    """Line, clause and article, as far as they are known."""
    parts = [say("finding.line", lang, line=finding.line)] if finding.line else []
    parts += [finding.clause] if finding.path else []
    parts += [say("finding.article", lang, article=finding.article)] if finding.article else []
    return " · ".join(parts)


def finding_message(finding: Finding, lang: Language = "zh") -> str:
    """What is wrong and what to do."""
    return say(finding.code, lang, **spoken_figures(finding.figures, lang))


def finding_mend(finding: Finding, lang: Language = "zh") -> str:
    """The suggested wording; empty when there is none."""
    mend = finding.figures.get("mend")
    return say("finding.mend", lang, mend=mend) if mend else ""


def spoken_figures(figures: Mapping[str, object], lang: Language = "zh") -> dict[str, object]:
    """The figures with their codes said, and `hint`: the near name, or else the known ones, or nothing."""
    spoken = dict(figures)
    if dimension := figures.get("dimension"):
        spoken["dimension"] = say(f"finding.dimension.{dimension}", lang)
        spoken["example"] = say(f"finding.example.{dimension}", lang)
    for name in ("per", "every"):
        if figures.get(name) in PERIOD_MONTHS:
            spoken[name] = say(f"finding.unit.{figures[name]}", lang)
    spoken["hint"] = ""
    if near := figures.get("near"):
        spoken["hint"] = say("finding.near", lang, near=near)
    elif known := figures.get("known"):
        spoken["hint"] = say("finding.known", lang, known=known)
    return spoken
