"""Ways in which a person spoils policies/manufacturer.yaml, and what must be said about each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bad:
    """One edit. The finding stands on the line of `at` (else of `new`), names `clause`, says `advice` in Chinese."""

    title: str
    old: str
    new: str
    code: str
    clause: str
    advice: str
    at: str = ""


A, B = "grading.grades.A", "adjustment.upgrade.from B"
MUST = "amount_24m >= 500万"
METRICS = "grading.metrics"
WHEN_B = "when: {all: [amount_yoy >= 20%, orders_quarter_gain >= 1, potential >= 较大]}"
AMOUNT = "label: 近24个月购买金额, measure: amount, over: 24 months"
TITLE, SCOPE = "  title: 客户分级群组管理制度", "scope: [销售部, 客服部, 市场部]"

BAD = (
    # the text itself
    Bad("Tab 缩进", TITLE, "\ttitle: 制度", "yaml.tab", "", "请改用空格"),
    Bad("全角冒号", TITLE, "  title\uff1a制度", "yaml.full_width", "", "英文输入状态"),
    Bad("全角逗号", SCOPE, "scope: [销售部\uff0c客服部", "yaml.full_width", "", "英文输入状态"),
    Bad("括号没有配对", SCOPE, "scope: [销售部, 客服部", "yaml.bracket", "", "是否成对"),
    Bad("引号没有配对", "purpose: 更", 'purpose: "更', "yaml.quote", "", "请补上另一半"),
    Bad("内容里有冒号", "purpose: 更有效地", "purpose: 更有效: 地", "yaml.colon", "", "放进双引号"),
    Bad(
        "同一名称写两次",
        "  version: 2026H2",
        "  version: 1\n  version: b",
        "yaml.key_twice",
        "",
        "请删去",
        "version: b",
    ),
    Bad(
        "缩进没有对齐",
        "    A:\n      article: 二(二)1",
        "   A:\n      article: 1",
        "yaml.indent",
        "",
        "左边对齐",
        "    B:",
    ),
    Bad("条件里留着 [X]", MUST, "amount_24m >= [X]万", "policy.unfilled", "", "请填入"),
    Bad(
        "时间留着 [X]",
        AMOUNT,
        "measure: amount, over: XX个月",
        "policy.unfilled",
        f"{METRICS}.amount_24m.over",
        "请填入",
    ),
    # names
    Bad("项目名写错", TITLE, "  titel: 制度", "policy.field_unknown", "document.titel", "是不是“title”"),
    Bad("缺必填项", "  version: 2026H2\n", "", "policy.field_missing", "document.version", "请在这里补上", "document:"),
    Bad("指标名写错", MUST, "amout_24m >= 500万", "condition.metric_unknown", f"{A}.must[1]", "是不是“amount_24m”"),
    Bad(
        "等级词不存在",
        "potential >= 巨大, tenure",
        "potential >= 很大, tenure",
        "scale.word_unknown",
        "",
        "较小, 一般, 较大, 巨大",
    ),
    Bad(
        "级别不存在",
        "from C: {article: 四(三)3",
        "from E: {article: 四(三)3",
        "grade.unknown",
        "adjustment.downgrade.from E",
        "请改正",
    ),
    Bad("选项不存在", "every: half_year", "every: 半年", "policy.value_unknown", "adjustment.cycle.every", "half_year"),
    Bad("算法不存在", AMOUNT, "measure: turnover", "metric.measure_unknown", f"{METRICS}.amount_24m", "amount, orders"),
    # figures and units
    Bad("单位不对", MUST, "amount_24m >= 500%", "unit.mixed", f"{A}.must[1]", "100万"),
    Bad("时间没有单位", "tenure > 3 years", "tenure > 3", "unit.mixed", f"{A}.rest.of[3]", "3 years"),
    Bad("数值与文字比较", "tenure > 3 years", "tenure > 三年", "scale.absent", f"{A}.rest.of[3]", "请改成数值"),
    Bad(
        "窗口没有单位",
        AMOUNT,
        "measure: amount, over: 24",
        "policy.window_unreadable",
        f"{METRICS}.amount_24m.over",
        "24 months",
    ),
    Bad("日期不存在", "2026-07-01", "2026-02-30", "policy.date_expected", "", "2026-07-01"),
    Bad("日期是文字", "2026-07-01", "明年", "policy.date_expected", "document.effective_on", "2026-07-01"),
    Bad("版本只有数字", "version: 2026H2", "version: 2026", "policy.text_expected", "document.version", "双引号"),
    Bad("名额不是百分数", "at_most: 5%", "at_most: 五", "policy.percent_expected", "grading.quota.A.at_most", "5%"),
    Bad("权重不是数字", "weight: 35", "weight: 三五", "policy.whole_number_expected", "", "只写数字"),
    Bad("权重合计不是100", "weight: 35", "weight: 30", "weights.not_100", "grading.score.criteria", "95", "criteria:"),
    Bad("时限写中文", "{A: 1 hour,", "{A: 1小时,", "service.limit_unreadable", "service.reply.urgent.A", "2 hours"),
    Bad(
        "截止日不存在",
        "[06-30, 12-31]",
        "[06-31, 12-31]",
        "policy.month_day_expected",
        "adjustment.cycle.cut_off[1]",
        "06-30",
    ),
    Bad("截止日少一个", "[06-30, 12-31]", "[06-30]", "cycle.cut_off_count", "adjustment.cycle.cut_off", "2个"),
    Bad("季不完整", "12 months, per: quarter", "10 months, per: quarter", "metric.per_not_whole", "", "整数倍"),
    # conditions
    Bad("全角比较符", MUST, "amount_24m ≥ 500万", "condition.full_width", f"{A}.must[1]", "英文输入状态"),
    Bad("没有比较符", MUST, "amount_24m 500万", "condition.unreadable", f"{A}.must[1]", "指标 比较符 数值"),
    Bad("且或未写明", WHEN_B, "when: [amount_yoy >= 20%]", "condition.and_or_unstated", f"{B}.when", "{all: […]}"),
    Bad("组合词不认识", WHEN_B, "when: {每项: [amount_yoy >= 20%]}", "condition.tree_unknown", f"{B}.when", "all"),
    Bad(
        "至少几项超出",
        "{at_least: 3,",
        "{at_least: 5,",
        "condition.at_least_out_of_range",
        f"{A}.rest.at_least",
        "1到4",
    ),
    Bad("条件粘连", MUST, "amount_24m >= 500万\uff0ctenure > 1 years", "condition.glued", f"{A}.must[1]", "英文逗号"),
    # sense
    Bad("越好越低", "disputes_12m <= 1]", "disputes_12m >= 1]", "grade.betterment_punished", f"{A}.must[2]", "反过来"),
    Bad(
        "最高级还升级",
        "from B: {article: 四(二)2",
        "from A: {article: 一",
        "rule.nothing_above",
        "adjustment.upgrade.from A",
        "within A",
    ),
    Bad("最低级还降级", "from C: {article: 四(三)3", "from D: {article: 一", "rule.nothing_below", "", "within D"),
    Bad(
        "最后一级写条件",
        "otherwise: true",
        f"must: [{MUST}]",
        "grade.last_needs_otherwise",
        "grading.grades.D",
        "otherwise: true",
        "    D:",
    ),
    Bad(
        "档次序不对",
        '">= 500万": 100, ">= 100万": 75',
        '">= 100万": 75, ">= 500万": 100',
        "bands.out_of_order",
        "",
        "从好到差",
        "bands:",
    ),
    Bad("升级不看应评", "needs: [target_better, rule]", "needs: [rule]", "movement.target_needed", "", "target_better"),
    Bad("缺值写文字", "missing: 0}", "missing: 零}", "metric.missing_number_expected", "", "unknown"),
    Bad("指标占用结果列名", "silent_months:", "outcome:", "metric.name_reserved", f"{METRICS}.outcome", "请换一个"),
    Bad(
        "名称只差大小写",
        "quarters_2plus: {label",
        "Orders_12m: {label",
        "name.only_case_differs",
        "",
        "请改成不同的名称",
        "    orders_12m:",
    ),
    Bad(
        "内部计数单位不对",
        'per: month, count_where: ">= 2"',
        'per: month, count_where: ">= 2万元"',
        "unit.mixed",
        "",
        "单位对不上",
    ),
    Bad("年限不是整月", "tenure >= 2 years", "tenure >= 1.3 years", "unit.not_whole", "", "18 months"),
    Bad(
        "漏了一个词的档",
        "巨大: 100, 较大: 75, 一般: 50",
        "巨大: 100, 一般: 50",
        "bands.out_of_order",
        "",
        "从好到差",
        "bands: {巨大",
    ),
    Bad("档只有一个数", '">= 3": 50, ">= 1": 20', '"== 3": 50, ">= 1": 20', "bands.wrong_way", "", "请改正"),
)
