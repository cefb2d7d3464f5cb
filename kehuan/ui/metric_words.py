"""What a metric is called: the policy's own label, or its definition said in words."""

from kehuan.engine.policy import Policy
from kehuan.engine.policy.metrics import (
    AssessedMetric,
    FactMetric,
    IncidentMetric,
    OverdueMetric,
    RankMetric,
    TenureMetric,
)
from kehuan.engine.policy.types import Window
from kehuan.ui.words import Language, catalogue, say

SYMBOLS = {">=": "≥", "<=": "≤", "==": "=", "!=": "≠", ">": ">", "<": "<"}
_SPANS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


def count_text(n: int, unit: str, lang: Language = "zh") -> str:
    """`24`, `month` → 24个月, 24 months. Units: day, month, quarter, half_year, year, period."""
    return say(f"term.count.{unit}.{'one' if n == 1 else 'many'}", lang, n=n)


def window_text(window: Window, lang: Language = "zh", *, shift: Window | None = None) -> str:
    """近24个月, 本周期, 上一周期; what stands `shift` further back says so."""
    if window.unit == "all":
        return say("term.window.all", lang)
    if window.unit == "periods" and window.n == 1 and (shift is None or (shift.unit, shift.n) == ("periods", 1)):
        return say("term.window.last_period" if shift else "term.window.this_period", lang)
    text = say("term.window.last", lang, span=span_text(window, lang))
    return say("term.window.shifted", lang, window=text, span=span_text(shift, lang)) if shift else text


def span_text(window: Window, lang: Language = "zh") -> str:
    """24个月, 2年, 2个评估周期: in the unit in which the policy writes it."""
    if window.unit == "periods":
        return count_text(window.n, "period", lang)
    written = window.text.replace("-", "_")
    unit = next((name for name in ("half_year", "quarter", "year") if name in written), "month")
    if unit == "month" and "年" in written and "半年" not in written:
        unit = "year"
    return count_text(window.n // _SPANS[unit], unit, lang)


def metric_label(policy: Policy, key: str, lang: Language = "zh") -> str:
    """The policy's label in its own language; in English, and where there is none, the definition in words."""
    spec = policy.grading.metrics[key]
    if spec.label and (lang == "zh" or spec.label.isascii()):
        return spec.label
    return spec.assessed.replace("_", " ") if isinstance(spec, AssessedMetric) else metric_text(policy, key, lang)


def metric_text(policy: Policy, key: str, lang: Language = "zh") -> str:
    """The definition in words: months with purchases ≥ 2, last 12 months."""
    spec = policy.grading.metrics[key]
    match spec:
        case FactMetric():
            return _fact(spec, lang)
        case IncidentMetric():
            return _incident(spec, lang)
        case OverdueMetric():
            return _over(say(f"term.metric.overdue.{spec.of}.{spec.take}", lang), spec.over, lang)
        case AssessedMetric():
            return say("term.metric.assessed", lang, name=spec.assessed.replace("_", " "))
        case RankMetric():
            what = metric_label(policy, spec.percentile_of, lang)
            if spec.within:
                return say(f"term.metric.rank_within.{spec.within}", lang, what=what)
            return say("term.metric.rank", lang, what=what)
        case TenureMetric():
            return say("term.metric.tenure", lang)
        case _:
            return say("term.metric.silence", lang)


def _fact(spec: FactMetric, lang: Language) -> str:
    what = say(f"term.metric.{spec.measure}", lang)
    window = window_text(spec.over, lang, shift=spec.shift)
    if spec.per and spec.count_where:
        figure = spec.count_where.figure
        bound = figure.text if lang == "zh" else f"{float(figure.value):,.15g}"
        test, units = f"{SYMBOLS[spec.count_where.operator]}{bound}", say(f"term.units.{spec.per}", lang)
        text = say("term.metric.count_where", lang, window=window, what=what, test=test, units=units)
    elif spec.per and spec.take:
        each = say(f"term.each.{spec.per}", lang)
        text = say(f"term.metric.{spec.take}", lang, window=window, each=each, what=what)
    else:
        text = say("term.metric.over", lang, window=window, what=what)
    if not (spec.against and spec.change):
        return text
    base = "same_period_last_year" if spec.against.months == 12 and "last_year" in spec.against.text else "before"
    return say(f"term.metric.{spec.change}", lang, what=text, base=say(f"term.base.{base}", lang))


def _incident(spec: IncidentMetric, lang: Language) -> str:
    text = say(f"term.metric.{spec.measure}", lang)
    if kinds := [_kind(kind, lang) for kind in (*spec.severity, *spec.case_kind)]:
        text = say("term.metric.kinds", lang, kinds="、".join(kinds) if lang == "zh" else ", ".join(kinds), what=text)
    text = say(f"term.metric.state.{spec.state}", lang, what=text)
    if spec.older_than:
        text = say("term.metric.older_than", lang, what=text, span=count_text(spec.older_than, "day", lang))
    return _over(text, spec.over, lang)


def _over(what: str, window: Window | None, lang: Language) -> str:
    return say("term.metric.over", lang, window=window_text(window, lang), what=what) if window else what


def _kind(kind: str, lang: Language) -> str:
    return say(f"term.kind.{kind}", lang) if f"term.kind.{kind}" in catalogue() else kind
