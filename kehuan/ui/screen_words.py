"""Words that the screen and the workbook of `kehuan grade` share."""

from kehuan.engine.policy import Policy
from kehuan.engine.policy.metrics import AssessedMetric
from kehuan.ui.metric_words import metric_label
from kehuan.ui.words import Language, catalogue, say


def field_label(policy: Policy, field: str, lang: Language = "zh") -> str:
    """What a field of the intake is called: the policy's own word for a metric, else the intake's."""
    for key, spec in policy.grading.metrics.items():
        factor = spec.assessed if isinstance(spec, AssessedMetric) else key
        if field == factor:
            return metric_label(policy, key, lang)
        if field == f"{factor}_on":
            return say("screen.appraised_on", lang, label=metric_label(policy, key, lang))
    return say(f"intake.field.{field}", lang)


def general_reason(code: str, lang: Language = "zh") -> str:
    """Why rows were rejected, said once for all of them, without the figures of each."""
    general = f"rejected.{code.removeprefix('intake.row.')}"
    return say(general if general in catalogue() else code, lang)
