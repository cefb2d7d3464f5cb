"""What is doubtful in a policy and what to do about it: the words of the lint rules."""

WORDS: dict[str, tuple[str, str]] = {
    "clause.article_missing": (
        "“{name}”没有条款号，系统做决定时无法引用。请补上 article。",
        "“{name}” has no article, so decisions cannot cite it. Add article.",
    ),
    "list.full_width": (
        "“{text}”用了全角逗号或顿号，系统会当成一个名称。请改用英文逗号加空格隔开。",
        "“{text}” uses a full-width comma and counts as one name. Separate with an English comma and a space.",
    ),
    "tier.shows_grade": (
        "客户看到的称呼“{word}”里有级别名“{grade}”，客户会由此知道自己的级别。请换一个词。",
        "The word “{word}”, which customers see, holds the grade “{grade}” and would give it away. Choose "
        "another word.",
    ),
    "tier.missing": (
        "级别“{grade}”没有给客户看的称呼。请在 service_tier 里补上。",
        "Customers of grade “{grade}” have no word to see. Add one to service_tier.",
    ),
    "group.missing": (
        "级别“{grade}”没有群组。请在 groups 里补上，或说明由哪个群组负责。",
        "Grade “{grade}” has no group. Add one to groups.",
    ),
    "service.grade_without_limit": (
        "级别“{grade}”没有回复时限，它的客户来信不计时。请补上。",
        "Grade “{grade}” has no time to reply, so no clock would run for it. Add one.",
    ),
    "service.better_waits_longer": (
        "“{better}”级客户要等 {limit}，比低一级的“{worse}”（{other}）还久。请检查是否写反。",
        "Customers of “{better}” wait {limit}, longer than those of “{worse}” below them ({other}). Check "
        "whether the two are exchanged.",
    ),
    "service.urgent_is_slower": (
        "“{grade}”级的紧急回复时限 {urgent} 比一般问题的 {normal} 还长。请缩短。",
        "For “{grade}”, urgent ({urgent}) is slower than normal ({normal}). Shorten it.",
    ),
    "metric.missing_unstated": (
        "指标“{name}”可能没有数据，制度没有写明这时怎么算。请写 missing:unknown 表示未知（不升不降，并提示）,0 表示按没有发生算。",
        "The metric “{name}” can be absent, and the policy does not say what that means. Write missing: unknown "
        "moves nobody and says so, 0 means that nothing happened.",
    ),
    "metric.season": (
        "指标“{name}”拿{months}个月与紧接着的前一段比，淡旺季会被当成增减。请与上年同期比。",
        "“{name}” compares {months} months with those just before, so the season looks like growth. Compare with "
        "the same period last year.",
    ),
    "metric.base_floor_missing": (
        "指标“{name}”没有写基数下限，从100元涨到300元也算增长200%。请写明基数不足多少时不比。",
        "“{name}” has no floor for its base: from 100 to 300 would be growth of 200%. Say below which base "
        "nothing is compared.",
    ),
    "metric.unused": (
        "没有任何条件、得分或排名用到指标“{name}”。请用上它，或删去。",
        "No condition, score or rank uses the metric “{name}”. Use it or delete it.",
    ),
    "factor.unmeasured": (
        "分级依据“{factor}”没有任何指标。请为它定义指标，或在 grading.factors 里写明本制度不评它。",
        "No metric speaks for the factor “{factor}”. Define one, or leave the factor out of grading.factors.",
    ),
    "factor.unknown": (
        "“{factor}”不在分级依据之内。分级依据有：{known}。请改成其中之一，或把它加进 grading.factors。",
        "“{factor}” is not among the factors: {known}. Choose one of them, or add it to grading.factors.",
    ),
    "grading.single_factor": (
        "级别只由一个方面决定（{factor}）。单看一项容易失真，请再加一个分级依据的条件。",
        "One factor alone decides the grades ({factor}). Add a condition on a second factor.",
    ),
    "rank.at_most": (
        "“{text}”会多收一名正好在线上的客户：排名以0%为第一名，前五分之一应写成 < 20%。请改用 <。",
        "“{text}” lets in one customer too many: ranks count from 0%, so the top fifth is < 20%. Use <.",
    ),
    "grade.never_met": (
        "没有客户能评上“{grade}”：它的条件互相矛盾，或超出了指标可能的范围（{text}）。请改正这些条件。",
        "No customer can ever be “{grade}”: its conditions exclude each other or lie beyond what the metric can "
        "be ({text}). Correct them.",
    ),
    "grade.swallowed": (
        "没有客户会停在“{grade}”：满足它的客户必定也满足更好的“{better}”。请把“{better}”的条件提高，或把“{grade}”的条件放低。",
        "No customer would stay in “{grade}”: whoever meets it also meets the better “{better}”. Raise "
        "“{better}” or lower “{grade}”.",
    ),
    "grade.asks_more": (
        "“{grade}”的“{text}”比更好的“{better}”的“{other}”还严，两级的门槛可能写反了。请检查。",
        "“{text}” of “{grade}” asks more than “{other}” of the better “{better}”; the two thresholds may be "
        "exchanged. Check them.",
    ),
    "grade.always_met": (
        "“{grade}”的条件“{text}”人人都满足，等于没写。请改成有区别的数值，或删去。",
        "Every customer meets “{text}” of “{grade}”: it decides nothing. Change the figure or delete it.",
    ),
    "grade.never_holds": (
        "“{grade}”的条件“{text}”没有客户能满足：数值超出了这个指标可能的范围。请改正数值。",
        "Nobody can meet “{text}” of “{grade}”: the figure lies beyond what the metric can be. Correct it.",
    ),
    "bands.gap_word": (
        "等级词“{word}”没有分数，评到它的客户得0分。请写明分数。",
        "The word “{word}” has no points, so it earns 0. Write its points.",
    ),
    "newcomers.absent": (
        "没有写新客户怎么办，刚来的客户会按老客户的标准直接评到最低级。请补上新客户条款。",
        "Nothing is said about new customers: they would be graded like old ones, mostly last. Add newcomers.",
    ),
    "newcomers.not_better": (
        "新客户的起始级别是“{start}”，better 里的“{grade}”并不更好，这一条不起作用。请改正。",
        "New customers start at “{start}”; “{grade}” in better is no better, so the entry does nothing. Correct it.",
    ),
    "newcomers.betterment_punished": (
        "新客户评“{grade}”的条件“{text}”方向反了：指标变好反而评不上。请把比较符反过来。",
        "“{text}”, by which new customers become “{grade}”, points the wrong way: a better figure would fail it. "
        "Turn the operator round.",
    ),
    "grade.no_way_up": (
        "“{grade}”级客户永远升不上去：升级须满足升级条件，却没有写“from {grade}”。请补上，或把 up.needs 改成 [target_better]。",
        "Customers of “{grade}” can never rise: an upgrade needs a rule and there is no “from {grade}”. Add one, "
        "or write up.needs: [target_better].",
    ),
    "grade.no_way_down": (
        "“{grade}”级客户永远降不下来：降级须满足降级条件，却没有写“from {grade}”。请补上，或写明连续几次应评更低即降。",
        "Customers of “{grade}” can never fall: a downgrade needs a rule and there is no “from {grade}”. Add "
        "one, or say after how many rounds they fall without.",
    ),
    "rule.not_asked": (
        "“{rule}”不起作用：升降(needs)没有要求满足条件。请在 needs 里加上 rule，或删去这条。",
        "“{rule}” does nothing: needs does not ask for rules. Add rule to needs, or delete it.",
    ),
    "rule.never_met": (
        "“{rule}”的条件没有客户能满足：互相矛盾，或超出了指标可能的范围。请改正。",
        "Nobody can meet the conditions of “{rule}”: they exclude each other or lie beyond what the metric can "
        "be. Correct them.",
    ),
    "rule.flaps": (
        "“{rule}”：凡是合乎“{grade}”级标准的客户都满足这个降级条件，刚评上就要降。请把降级条件写得比评级标准更低。",
        "“{rule}”: whoever meets grade “{grade}” also meets this downgrade rule and would fall at once. Set it "
        "below the grade's own conditions.",
    ),
    "rule.betterment_punished.upgrade": (
        "“{rule}”的升级条件“{text}”方向反了：指标变好反而升不了。请把比较符反过来。",
        "“{text}” in the upgrade “{rule}” points the wrong way: a better figure would fail it. Turn the operator "
        "round.",
    ),
    "rule.betterment_punished.downgrade": (
        "“{rule}”的降级条件“{text}”方向反了：指标变好反而被降级。请把比较符反过来。",
        "“{text}” in the downgrade “{rule}” points the wrong way: a better figure would bring it. Turn the "
        "operator round.",
    ),
}
