"""Edits of the templates, each with the lint finding that it must bring."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Planted:
    """An edit of a template, the finding it must bring and, where there is one, the suggested wording."""

    code: str
    old: str
    new: str
    clause: str
    mend: str = ""
    policy: str = "manufacturer"
    severity: str = "warning"


YOY = "amount_yoy: {label: 本周期金额同比, measure: amount, over: 1 period, against: same_period_last_year"
BEFORE = YOY.replace("same_period_last_year", "the_period_before")
GRADES, RULES, TIER = "grading.grades", "adjustment", "groups.service_tier"
REPLY = "service.reply"
METRICS = "grading.metrics"

PLANTED = (
    Planted("policy.unfilled", "purpose: 更有效地", "purpose: 用[X]年更有效地", "document.purpose", severity="error"),
    Planted(
        "list.full_width",
        "[销售部, 客服部, 市场部]",
        "[销售部, 客服部、市场部]",
        "document.scope[2]",
        "[客服部, 市场部]",
    ),
    Planted("clause.article_missing", "{article: 二(二)4, otherwise", "{otherwise", f"{GRADES}.D", "article: 二(二)1"),
    Planted(
        "clause.article_missing",
        "from B: {article: 四(二)2, ",
        "from B: {",
        f"{RULES}.upgrade.from B",
        "article: 四(二)1",
    ),
    Planted("tier.shows_grade", "{A: 尊享", "{A: 尊享A", f"{TIER}.A", "A: 标准", severity="error"),
    Planted("tier.shows_grade", "{A: 尊享", "{A: 核心客户", f"{TIER}.A", policy="online-shop", severity="error"),
    Planted("tier.missing", "C: 标准, D: 标准}   #", "C: 标准}   #", TIER, "D: 标准"),
    Planted("service.grade_without_limit", "C: 4 hours, D: 8 hours}", "C: 4 hours}", f"{REPLY}.urgent"),
    Planted("service.better_waits_longer", "{A: 1 hour,", "{A: 3 hours,", f"{REPLY}.urgent.A", "A: 2 hours"),
    Planted("service.urgent_is_slower", "D: 8 hours}", "D: 4 working days}", f"{REPLY}.urgent.D", "D: 3 working days"),
    Planted(
        "metric.missing_unstated",
        "factor: 客户潜力, missing: unknown",
        "factor: 客户潜力",
        "grading.metrics.potential",
        "missing: unknown",
    ),
    Planted(
        "metric.missing_unstated",
        "older_than: 30 days, factor: 合作稳定性, missing: 0",
        "older_than: 30 days",
        "grading.metrics.severe_open",
        "missing: 0",
    ),
    Planted("metric.season", YOY, BEFORE, "grading.metrics.amount_yoy.against", "against: same_period_last_year"),
    Planted(
        "metric.base_floor_missing",
        "base: {whole: true, at_least: 5万}",
        "base: {whole: true}",
        "grading.metrics.amount_yoy",
        "base: {whole: true, at_least: 5万}",
    ),
    Planted("metric.unused", "silent_months >= 12, overdue", "overdue", "grading.metrics.silent_months"),
    Planted(
        "factor.unmeasured",
        "购买频率, 合作稳定性]",
        "购买频率, 合作稳定性, 客户潜力]",
        "grading.factors[4]",
        policy="online-shop",
    ),
    Planted(
        "factor.unknown",
        "valid: 12 months, factor: 客户潜力",
        "valid: 12 months, factor: 潜力",
        "grading.metrics.potential.factor",
        "factor: 购买金额",
    ),
    Planted(
        "rank.at_most", "[amount_rank < 10%", "[amount_rank <= 10%", f"{GRADES}.A.must[1]", "rank < 10%", "online-shop"
    ),
    Planted(
        "grade.never_met", "500万, disputes_12m <= 1]", "500万, months_2plus >= 13]", f"{GRADES}.A", severity="error"
    ),
    Planted("grade.never_holds", "of: [months_2plus >= 10", "of: [months_2plus >= 13", f"{GRADES}.A.rest.of[1]"),
    Planted(
        "grade.swallowed",
        "disputes_12m <= 3]",
        "disputes_12m <= 1, amount_24m >= 500万, months_2plus >= 10, potential >= 巨大, tenure > 4 years]",
        f"{GRADES}.B",
        severity="error",
    ),
    Planted("grade.asks_more", "amount_24m >= 100万", "amount_24m >= 600万", f"{GRADES}.B.must[1]"),
    Planted("grade.always_met", "of: [orders_12m >= 3", "of: [orders_12m >= 0", f"{GRADES}.C.rest.of[1]"),
    Planted("bands.gap_word", "一般: 50, 较小: 10}", "一般: 50}", "grading.score.criteria.potential.bands", "较小: 0"),
    Planted("newcomers.not_better", "better: {B:", "better: {D:", "grading.newcomers.better.D"),
    Planted(
        "newcomers.betterment_punished",
        "{B: potential >= 巨大}",
        "{B: potential <= 巨大}",
        "grading.newcomers.better.B",
    ),
    Planted(
        "grade.no_way_up", "    from C: {article: 四(二)补1", "    within B: {article: 四(二)补1", "adjustment.upgrade"
    ),
    Planted(
        "grade.no_way_down",
        "[target_worse]",
        "[target_worse, rule]",
        "adjustment.downgrade",
        "after 2 rounds",
        "retail",
    ),
    Planted(
        "rule.not_asked",
        "up: {needs: [target_better, rule]",
        "up: {needs: [target_better]",
        "adjustment.upgrade.from B",
        "needs: [target_better, rule]",
    ),
    Planted(
        "rule.never_met",
        "orders_quarter_gain >= 1, potential >= 较大]",
        "orders_12m < 2, orders_12m > 3]",
        "adjustment.upgrade.from B.when",
        severity="error",
    ),
    Planted(
        "rule.never_met",
        "quarters_2plus >= 3]",
        "quarters_2plus > 4]",
        "adjustment.upgrade.from C.when",
        severity="error",
    ),
    Planted(
        "rule.flaps",
        "overdue_open > 60 days, potential",
        "disputes_12m <= 3, potential",
        "adjustment.downgrade.from B.when",
        severity="error",
    ),
    Planted(
        "rule.betterment_punished.upgrade",
        "{all: [amount_yoy >= 20%",
        "{all: [amount_yoy <= 20%",
        "adjustment.upgrade.from B.when",
    ),
    Planted(
        "rule.betterment_punished.downgrade",
        "overdue_open > 60 days",
        "overdue_open < 60 days",
        "adjustment.downgrade.from B.when",
    ),
)
