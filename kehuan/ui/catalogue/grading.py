"""The words of explanations: what moved or held a customer, and what the next grade lacks."""

WORDS: dict[str, tuple[str, str]] = {
    # joints
    "explain.next": ("；", "; "),
    "explain.and": ("、", ", "),
    "explain.or": ("，或", ", or "),
    "explain.found": ("{label}{value}（{test}）", "{label} {value} ({test})"),
    "explain.needed": ("{label}{value}（需{test}，差{gap}）", "{label} {value} (needs {test}, lacks {gap})"),
    # outcomes
    "explain.outcome.not_graded": (
        "不在评级范围（潜在、意向或流失客户）",
        "not graded (a prospect or a lost customer)",
    ),
    "explain.outcome.newcomer": (
        "新客户，暂定{final}级（按现有事实应评{target}级）",
        "new customer, provisionally {final} (facts so far call for {target})",
    ),
    "explain.outcome.placed": ("首次评级，评为{final}级", "first grading: {final}"),
    "explain.outcome.up": (
        "由{current}级升为{final}级（应评{target}级）",
        "up from {current} to {final} (facts call for {target})",
    ),
    "explain.outcome.held_up": (
        "应评{target}级，未达到升级条件，维持{current}级",
        "facts call for {target}, but the upgrade rule is not met: stays {current}",
    ),
    "explain.outcome.down": (
        "由{current}级降为{final}级（应评{target}级）",
        "down from {current} to {final} (facts call for {target})",
    ),
    "explain.outcome.down_again": (
        "连续{rounds}轮应评低于现级，由{current}级降为{final}级（应评{target}级）",
        "below its grade for {rounds} rounds in a row: down from {current} to {final} (facts call for {target})",
    ),
    "explain.outcome.held_down": (
        "应评{target}级，未达到降级条件，维持{current}级",
        "facts call for {target}, but no downgrade rule is met: stays {current}",
    ),
    "explain.outcome.kept": ("维持{final}级", "stays {final}"),
    # rules
    "explain.rule.upgrade.true": ("符合升级条件（{article}）：", "upgrade rule met ({article}): "),
    "explain.rule.upgrade.false": ("升级条件（{article}）未满足：", "upgrade rule ({article}) not met: "),
    "explain.rule.upgrade.unknown": ("升级条件（{article}）资料不全：", "upgrade rule ({article}) undecided: "),
    "explain.rule.upgrade.none": ("制度没有{grade}级的升级条款", "the policy has no upgrade rule from {grade}"),
    "explain.rule.downgrade.true": ("符合降级条件（{article}）：", "downgrade rule met ({article}): "),
    "explain.rule.downgrade.false": ("降级条件（{article}）未满足：", "downgrade rule ({article}) not met: "),
    "explain.rule.downgrade.unknown": ("降级条件（{article}）资料不全：", "downgrade rule ({article}) undecided: "),
    "explain.rule.downgrade.none": ("制度没有{grade}级的降级条款", "the policy has no downgrade rule from {grade}"),
    # the rest of the reasons
    "explain.quota": ("符合{grade}级但名额已满", "meets {grade}, but its quota is full"),
    "explain.basis": ("{grade}级依据（{article}）：", "{grade} rests on ({article}): "),
    "explain.basis.rest": ("未达到更高级别的条件（{article}）", "meets no better grade ({article})"),
    "explain.warned": ("预警，已出现降级情形（{article}）：", "warning, a downgrade rule holds ({article}): "),
    "explain.mark": ("标记“{mark}”（{article}）", "marked {mark} ({article})"),
    "explain.limited": ("资料不全，补齐后最高可评{grade}级", "limited by missing facts: could reach {grade}"),
    # what is missing
    "explain.group": ("随集团“{unit}”合并评级，本户占{share}；", "graded with its group {unit}, own share {share}; "),
    "explain.gap": ("到{grade}级还差：", "to {grade}: "),
    "explain.gap.rest": ("以下满足{k}项（共{count}项）：", "{k} of {count} of: "),
    "explain.gap.rule": ("升到{grade}级还差（{article}）：", "to move up to {grade} ({article}): "),
}
