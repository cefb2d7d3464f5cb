"""How values of metrics are written: 312.5万元, 12.3%, 3.2年, 巨大 – one rule for pages, tables and explanations."""

from kehuan.engine.explain import Shape
from kehuan.engine.policy import Policy
from kehuan.ui.words import Language, say

TEN_THOUSAND_YUAN = 1_000_000  # in fen


def shape_of(policy: Policy, metric: str, lang: Language = "zh") -> Shape:
    """The shape in which values of the metric are shown."""
    spec, dimension = policy.grading.metrics[metric], policy.grading.dimension(metric)
    match dimension:
        case "money":
            return _money(policy, metric, lang)
        case "ratio":
            return Shape(times=1000, real=True, decimals=1, suffix="%")
        case "scale":
            return Shape(words=policy.grading.scale(metric))
        case "days" if spec.unit == "years" and not spec.is_real:
            return Shape(times=40, by=1461, decimals=1, suffix=_unit("year", lang))  # 1461 days are 4 years
        case "days" if spec.unit == "months" and not spec.is_real:
            return Shape(times=160, by=487, decimals=1, suffix=_unit("month", lang))
        case "days" | "months":
            suffix = _unit(dimension.removesuffix("s"), lang)
            return Shape(times=100, real=True, decimals=2, suffix=suffix) if spec.is_real else Shape(suffix=suffix)
    return Shape(times=100, real=True, decimals=2) if spec.is_real else Shape()


def _money(policy: Policy, metric: str, lang: Language) -> Shape:
    """Chinese readers count in 万; a mean of fen is a float64 and is shown in yuan with two decimals."""
    real = policy.grading.metrics[metric].is_real
    currency = policy.grading.amount.currency
    yuan = currency == "CNY" or policy.grading.metrics[metric].unit == "元"
    if lang == "zh" and yuan:
        if real:
            return Shape(decimals=2, suffix="元", real=True, grouped=True)
        small = Shape(decimals=2, suffix="元")
        return Shape(by=10_000, decimals=2, suffix="万元", small=small, small_below=TEN_THOUSAND_YUAN)
    suffix = say("term.money.yuan", lang, amount="") if yuan else "" if currency == "any" else f" {currency}"
    return Shape(decimals=2, suffix=suffix, real=real, grouped=True)


def _unit(unit: str, lang: Language) -> str:
    return say(f"term.count.{unit}.many", lang, n="")
