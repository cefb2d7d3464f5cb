"""Conditions, figures and values of a policy in words: `amount_24m >= 500万` → 近24个月购买金额 ≥ 500万元.

Pure functions of the policy and a language; pages, explanations and `kehuan policy show` all speak through them.
"""

from functools import reduce

from kehuan.engine.conditions import Combination, Comparison, Condition, Not, Test
from kehuan.engine.figures import Figure
from kehuan.engine.policy import Policy
from kehuan.engine.policy.metrics import RankMetric
from kehuan.ui.metric_words import SYMBOLS, count_text, metric_label, metric_text, span_text, window_text
from kehuan.ui.words import Language, say

__all__ = (
    "comparison_text",
    "condition_text",
    "count_text",
    "figure_text",
    "metric_label",
    "metric_text",
    "span_text",
    "test_text",
    "window_text",
)

_SPANS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


def condition_text(policy: Policy, condition: Condition, lang: Language = "zh") -> str:
    """The whole condition as one clause of a sentence; inner trees stand in brackets."""
    match condition:
        case Comparison():
            return comparison_text(policy, condition, lang)
        case Not(part=part):
            return say("term.not", lang, part=condition_text(policy, part, lang))
        case Combination(parts=(only,)):
            return condition_text(policy, only, lang)
        case Combination(word=word, k=k, parts=parts):
            said = [_inner(policy, part, lang) for part in parts]
            if word == "at_least":
                return say("term.at_least", lang, k=k, parts=_joined("term.next", said, lang))
            return _joined("term.and" if word == "all" else "term.or", said, lang)


def comparison_text(policy: Policy, comparison: Comparison, lang: Language = "zh") -> str:
    """One comparison: 近24个月购买金额 ≥ 500万元, 金额排名在前20%以内."""
    label, test = metric_label(policy, comparison.metric, lang), comparison.test
    if isinstance(policy.grading.metrics[comparison.metric], RankMetric) and test.operator in ("<", "<=", ">", ">="):
        code = "term.rank.within" if test.operator in ("<", "<=") else "term.rank.outside"
        return say(code, lang, label=label, part=figure_text(policy, comparison.metric, test.figure, lang))
    return f"{label} {test_text(policy, comparison.metric, test, lang)}"


def test_text(policy: Policy, metric: str, test: Test, lang: Language = "zh") -> str:
    """`>= 500万` → ≥ 500万元."""
    return f"{SYMBOLS[test.operator]} {figure_text(policy, metric, test.figure, lang)}"


def figure_text(policy: Policy, metric: str, figure: Figure, lang: Language = "zh") -> str:
    """A figure of the policy with its unit: 500万元, 3年, 20%, 巨大."""
    dimension = policy.grading.dimension(metric)
    if figure.kind in ("word", "percent"):
        return figure.text
    if figure.kind in ("months", "days"):
        return _duration(figure, lang)
    if dimension == "ratio":
        return f"{figure.text}%"  # only 0 stands without its percent sign
    if dimension == "money":
        plain = figure.text.removesuffix("元") if lang == "zh" else f"{float(figure.value):,.15g}"
        return _money(policy, metric, plain, lang)
    if dimension in ("months", "days"):
        return count_text(int(figure.value), dimension.removesuffix("s"), lang)
    return figure.text if lang == "zh" else f"{float(figure.value):,.15g}"


def _duration(figure: Figure, lang: Language) -> str:
    n = int(figure.value)
    if figure.kind == "days":
        return count_text(n, "day", lang)
    written = figure.text.replace("-", "_")
    in_years = "half" not in written and "半" not in written and ("year" in written or "年" in written)
    unit = "year" if in_years and n % 12 == 0 else "month"
    return count_text(n // _SPANS[unit], unit, lang)


def _money(policy: Policy, metric: str, amount: str, lang: Language) -> str:
    currency = policy.grading.amount.currency
    if currency == "CNY" or policy.grading.metrics[metric].unit == "元":
        return say("term.money.yuan", lang, amount=amount)
    return amount if currency == "any" else say("term.money.other", lang, amount=amount, currency=currency)


def _inner(policy: Policy, part: Condition, lang: Language) -> str:
    text = condition_text(policy, part, lang)
    return text if isinstance(part, Comparison) else say("term.inner", lang, part=text)


def _joined(code: str, parts: list[str], lang: Language) -> str:
    return reduce(lambda left, right: say(code, lang, left=left, right=right), parts)
