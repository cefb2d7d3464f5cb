"""What is wrong in a policy and what to do about it, in the words of a person who is no programmer."""

WORDS: dict[str, tuple[str, str]] = {
    "yaml.empty": (
        "文件是空的，没有任何条款。请先用 kehuan policy new 取一份样本，再修改。",
        "The file is empty. Take a template with `kehuan policy new`, then change it.",
    ),
    "yaml.no_mapping": (
        "“{text}”不是“名称: 内容”的写法。制度文件由“document: …、grading: …”这样的条目组成，请对照样本修改。",
        "“{text}” is not written as `name: content`. A policy is made of entries such as `document: …` and "
        "`grading: …`; compare with a template.",
    ),
    "yaml.full_width": (
        "“{text}”里有全角标点，系统读不懂。请在英文输入状态下重打冒号、逗号、括号和引号，例如把“：”改为“: ”（冒号后留一个空格）。",
        "“{text}” has full-width punctuation. Type the colon, comma, bracket or quote again with the English "
        "keyboard, and leave a space after a colon.",
    ),
    "yaml.key_twice": (
        "“{key}”写了两次。同一处每个名称只能写一次，请删去或改名其中一个。",
        "“{key}” is written twice. Each name may stand once in one place; delete or rename one of them.",
    ),
    "yaml.tab": (
        "这一行用了 Tab 键缩进。请改用空格，每层两个空格。",
        "The line is indented with a tab. Use spaces, two for each level.",
    ),
    "yaml.bracket": (
        "“{text}”附近的括号没有配对，或两项之间缺少逗号。请检查 [ ]、{{ }} 是否成对，各项之间是否用英文逗号隔开。",
        "A bracket near “{text}” is not closed, or a comma is missing. Check that [ ] and {{ }} come in pairs "
        "and that items are separated by commas.",
    ),
    "yaml.quote": (
        "引号或括号开了头却没有结尾（从“{text}”附近开始）。请补上另一半。",
        "A quote or bracket is opened but never closed, from near “{text}”. Add the other half.",
    ),
    "yaml.colon": (
        "“{text}”多了一个冒号，或者缩进与上一行对不齐，或者上一行的冒号后已经写了内容。内容里要用冒号时，请把整段内容放进双引号。",
        "“{text}” has one colon too many, its indent does not match the line above, or that line already has "
        "content after its colon. Put text that holds a colon in double quotes.",
    ),
    "yaml.colon_missing": (
        "“{text}”缺少冒号。请写成“名称: 内容”，冒号后留一个空格。",
        "“{text}” lacks its colon. Write `name: content`, with a space after the colon.",
    ),
    "yaml.indent": (
        "“{text}”的缩进与同级的行没有对齐，或者上一行的冒号后已经写了内容。请让同一层的名称左边对齐，每层缩进两个空格。",
        "“{text}” is not in line with its neighbours, or the line above already has content after its colon. "
        "Names of one level start in one column, each level two spaces deeper.",
    ),
    "yaml.character": (
        "文件里有系统读不懂的字符，可能不是文本文件。请用记事本另存为 UTF-8 编码的文本。",
        "The file has characters that are no text. Save it as UTF-8 text.",
    ),
    "yaml.two_documents": (
        "文件里有“---”，把它分成了两份文档。一份文件只能写一份制度，请删去“---”或分成两个文件。",
        "A line `---` splits the file into two documents. One file holds one policy: delete the line or make two "
        "files.",
    ),
    "yaml.alias": (
        "“{text}”用 * 引用了不存在的内容。请直接写出内容，不要用 * 和 &。",
        "“{text}” refers with * to what does not exist. Write the content itself, without * and &.",
    ),
    "yaml.mark": (
        "“{text}”里有内容以特殊符号开头（如 % @ | > & * !)。请去掉符号，或把整段内容放进双引号。",
        "Something in “{text}” begins with a special sign such as % @ | > & * !. Remove the sign, or put the "
        "content in double quotes.",
    ),
    "yaml.nothing_there": (
        "“{text}”里有一处缺少内容，或者多了逗号、括号。请补上内容，或删去多余的符号。",
        "Something is missing in “{text}”, or a comma or bracket is one too many. Add the content or delete the sign.",
    ),
    "yaml.unreadable": (
        "“{text}”附近无法读取（{problem}）。请对照样本检查标点、引号和缩进。",
        "Cannot be read near “{text}” ({problem}). Compare punctuation, quotes and indents with a template.",
    ),
    "yaml.value_unreadable": (
        "有一个内容无法读取，可能是不存在的日期或数字。请检查日期和带 ! 的内容。",
        "A value cannot be read, perhaps a day or number that does not exist. Check dates and whatever begins with !.",
    ),
    "yaml.too_deep": (
        "条件或条目嵌套得太深。请把它拆开来写，一般三层以内就够。",
        "Conditions or entries are nested too deep. Take them apart; three levels are usually enough.",
    ),
    "yaml.too_large": (
        "文件展开后过大。请不要用 & 和 * 反复引用，直接写出内容。",
        "The file is too large once its references are written out. Write the content itself instead of & and *.",
    ),
    "policy.unfilled": (
        "“{text}”还没有填写。请填入本公司的数值或内容。",
        "“{text}” is still to be filled. Write your company's own figure or text.",
    ),
    "policy.field_missing": (
        "缺少必填的“{field}”。请在这里补上一行“{field}: …”。",
        "The required “{field}” is missing. Add a line `{field}: …` here.",
    ),
    "policy.field_unknown": (
        "这里没有名为“{field}”的项目。{hint}请改正名称，或删去这一项。",
        "“{field}” is not known here. {hint}Correct the name or delete the entry.",
    ),
    "policy.value_unknown": (
        "“{text}”不在允许的写法之内。{hint}请改成其中之一。",
        "“{text}” is not allowed here. {hint}Choose one of these.",
    ),
    "policy.too_few": (
        "“{field}”的内容太少，至少要有{limit}项。请补齐。",
        "“{field}” has too few entries; at least {limit} are needed. Add what is missing.",
    ),
    "policy.yes_or_no_expected": (
        "“{text}”应为是或否。请写 true（是）或 false（否）。",
        "“{text}” should be yes or no. Write true or false.",
    ),
    "policy.text_expected": (
        '“{text}”应为一段文字。如果内容是数字或日期，请加双引号，例如 "2026"。',
        '“{text}” should be text. Put a number or date in double quotes, such as "2026".',
    ),
    "policy.whole_number_expected": (
        "“{text}”应为整数。请只写数字，例如 30，不带单位和小数。",
        "“{text}” should be a whole number. Write digits only, such as 30, without unit or decimals.",
    ),
    "policy.out_of_range": (
        "“{text}”超出范围，应为{limit}的数。请改正。",
        "“{text}” is out of range, it should be {limit}. Write a number within the range.",
    ),
    "policy.date_expected": (
        "“{text}”不是存在的日期。请写成 2026-07-01 这样的年-月-日。",
        "“{text}” is no date that exists. Write year-month-day, such as 2026-07-01.",
    ),
    "policy.section_expected": (
        "“{field}”下面应是若干行“名称: 内容”，现在写的是“{text}”。请对照样本改写。",
        "Below “{field}” there should be lines `name: content`, not “{text}”. Compare with a template.",
    ),
    "policy.list_expected": (
        "“{field}”应是一个列表。请用方括号，例如 [甲, 乙]。",
        "“{field}” should be a list. Use square brackets, such as [one, two].",
    ),
    "policy.value_wrong": (
        "“{field}”的内容“{text}”不能使用。请对照样本改写。",
        "“{text}” cannot be used for “{field}”. Compare with a template.",
    ),
    "policy.window_unreadable": (
        "“{text}”不是一段时间。请写成 24 months、2 years、1 half_year、2 periods 或 all，数目要大于0。",
        "“{text}” is no length of time. Write 24 months, 2 years, 1 half_year, 2 periods or all, more than 0.",
    ),
    "policy.percent_expected": (
        "“{text}”应为0%到100%之间的百分数。请写成 5% 这样。",
        "“{text}” should be a percentage from 0% to 100%. Write it like 5%.",
    ),
    "policy.amount_expected": (
        "“{text}”应为不小于0的数额。请写成 500、5万 或 1.5亿元。",
        "“{text}” should be an amount of 0 or more. Write 500, 5万 or 1.5亿元.",
    ),
    "policy.days_expected": (
        "“{text}”应为天数。请写成 30 days 或 30天。",
        "“{text}” should be a number of days. Write 30 days.",
    ),
    "policy.months_expected": (
        "“{text}”应为整月数。请写成 6 months 或 6个月。",
        "“{text}” should be whole months. Write 6 months.",
    ),
    "policy.month_day_expected": (
        "“{text}”应为月-日。请写成 06-30 这样的、存在的日子。",
        "“{text}” should be a month and day that exist. Write it like 06-30.",
    ),
    "condition.unreadable": (
        "看不懂条件“{text}”。请写成“指标 比较符 数值”，例如 amount_24m >= 100万；比较符只能用 >= <= > < == !=。",
        "The condition “{text}” cannot be read. Write `metric operator figure`, such as amount_24m >= 100万, with "
        ">= <= > < == or !=.",
    ),
    "condition.full_width": (
        "条件“{text}”用了全角的比较符。请在英文输入状态下重打。",
        "The condition “{text}” uses full-width operators. Type them again with the English keyboard.",
    ),
    "condition.glued": (
        "“{text}”里有几个条件粘在一起。请用英文逗号和空格隔开，例如 [条件, 条件]。",
        "“{text}” holds several conditions. Separate them with an English comma and a space.",
    ),
    "condition.and_or_unstated": (
        "并列了几个条件，却没有写明“全部满足”还是“满足其一”。请写 {{all: […]}}（全部）或 {{any: […]}}（其一）。",
        "Several conditions are listed without saying whether all or any must hold. Write {{all: […]}} or {{any: "
        "[…]}}.",
    ),
    "condition.tree_unknown": (
        "不认识组合条件“{text}”。请用 all（全部）、any（其一）、not（不）或 at_least 加 of（至少几项）。",
        "The combination “{text}” is not known. Use all, any, not, or at_least with of.",
    ),
    "condition.list_expected": (
        "“{text}”后面应是一个条件列表，至少一项。请写成 {text}: [条件, 条件]。",
        "“{text}” needs a list of at least one condition. Write {text}: [condition, condition].",
    ),
    "condition.at_least_out_of_range": (
        "要求至少满足{k}项，但只列了{count}项条件。请写1到{count}之间的整数。",
        "At least {k} are asked of {count} conditions. Write a whole number from 1 to {count}.",
    ),
    "condition.test_unreadable": (
        '“{text}”应由比较符和数值组成。请写成 ">= 2" 这样，外面加双引号。',
        '“{text}” should be an operator and a figure. Write it like ">= 2", in double quotes.',
    ),
    "condition.metric_unknown": (
        "没有名为“{name}”的指标。{hint}请改正名称，或先在 grading.metrics 中定义它。",
        "There is no metric “{name}”. {hint}Correct the name, or define it in grading.metrics first.",
    ),
    "metric.name_reserved": (
        "指标不能叫“{name}”，这个名称系统自己要用，或者不是字母开头的英文名。请换一个，例如 amount_24m。",
        "A metric cannot be named “{name}”: the name is reserved or no plain identifier. Choose another, such as "
        "amount_24m.",
    ),
    "name.only_case_differs": (
        "“{name}”与“{other}”只有大小写不同，数据库会当成同一个名称。请改成不同的名称。",
        "“{name}” and “{other}” differ by capitals only, and a database takes them for one. Choose another name.",
    ),
    "metric.measure_unknown": (
        "不知道怎样计算“{text}”。measure 可以是：{known}；员工评估用 assessed，排名用 percentile_of。请改成其中之一。",
        "“{text}” cannot be measured. measure is one of {known}; use assessed for appraisals, percentile_of for ranks.",
    ),
    "metric.against_unknown": (
        "“{text}”不是可比的时期。请写 same_period_last_year（上年同期）或 the_12_months_before（前12个月）。",
        "“{text}” is no period to compare with. Write same_period_last_year or the_12_months_before.",
    ),
    "metric.per_needs_one_of": (
        "写了 per: {per}，还要写明怎样合计。请在 count_where（数达标的个数）与 take(mean 平均、min 最少、max 最多）中选一个。",
        "per: {per} needs one way of adding up. Choose either count_where or take (mean, min, max).",
    ),
    "metric.per_missing": (
        "写了 count_where 或 take，却没有写按什么单位统计。请补上 per: month（按月）或 per: quarter（按季）。",
        "count_where or take is written without its unit. Add per: month or per: quarter.",
    ),
    "metric.per_not_whole": (
        "“{over}”分不成完整的{per}。请改成整数倍，例如按季统计写 12 months。",
        "“{over}” does not divide into whole {per}. Use a multiple, such as 12 months for quarters.",
    ),
    "metric.against_and_change": (
        "against（与什么时期比）和 change（怎么比）必须同时写。请补上另一个，change 可写 relative（增长率）或 absolute（增减数）。",
        "against and change belong together. Add the other one; change is relative or absolute.",
    ),
    "metric.against_uneven": (
        "“{over}”与“{against}”长短不一，不能比较。请写成一样长，或用 same_period_last_year。",
        "“{over}” and “{against}” are not equally long. Make them equal, or use same_period_last_year.",
    ),
    "metric.base_without_against": (
        "base（基数要求）只用于同比、环比。请补上 against，或删去 base。",
        "base is for comparisons only. Add against, or delete base.",
    ),
    "metric.all_is_endless": (
        "over: all 没有起点，不能再按月统计、比较或前移。请写明长度，例如 over: 24 months。",
        "over: all has no beginning, so it cannot be counted per unit, compared or shifted. Write a length, such "
        "as over: 24 months.",
    ),
    "metric.overdue_window": (
        "逾期天数写了 of: {of}，统计时间与它不配。of: open（未付款）不写 over,of: paid（已付款）要写 over，例如 over: 12 months。请改正。",
        "The window does not fit of: {of}. of: open takes no over; of: paid needs one, such as over: 12 months.",
    ),
    "metric.rank_of_rank": (
        "“{name}”给排名再排名，没有意义。请让 percentile_of 指向一个金额或次数指标。",
        "“{name}” ranks a rank. Let percentile_of name a metric of amounts or counts.",
    ),
    "metric.missing_number_expected": (
        "这个指标没有等级词，缺值时不能按“{text}”算。请写 unknown（按未知）或一个整数，例如 0。",
        "The metric has no scale, so “{text}” cannot stand for a missing value. Write unknown or a whole number, "
        "such as 0.",
    ),
    "scale.word_unknown": (
        "“{name}”不是这个指标的等级词。{hint}请改用 scales 里的词。",
        "“{name}” is no word of the metric's scale. {hint}Use a word that stands in scales.",
    ),
    "scale.absent": (
        "{metric} {text}：这个指标是{dimension}，不能与文字比较。请改成数值，或在 scales 中为它写出由差到好的等级词。",
        "{metric} {text}: the metric is {dimension} and cannot be compared with a word. Write a figure, or give "
        "its words in scales, worst first.",
    ),
    "scale.words": (
        "“{name}”的等级词至少要有两个，且不能重复。请由差到好写出，例如 [较小, 一般, 较大]。",
        "“{name}” needs at least two different words. Write them worst first, such as [较小, 一般, 较大].",
    ),
    "scale.unused": (
        "没有哪个指标使用等级词“{name}”。{hint}请改正名称，或删去这一行。",
        "No metric uses the scale “{name}”. {hint}Correct the name or delete the line.",
    ),
    "unit.mixed": (
        "{metric} {text}：这个指标是{dimension}，单位对不上。请写成 {example} 这样。",
        "{metric} {text}: the metric is {dimension}, the unit does not fit. Write it like {example}.",
    ),
    "unit.not_whole": (
        "{metric} {text}：时间要写整数，例如 18 months 或 45 days。请改正。",
        "{metric} {text}: write durations in whole numbers, such as 18 months or 45 days.",
    ),
    "grade.unknown": (
        "没有名为“{name}”的级别。{hint}请改正名称。",
        "There is no grade “{name}”. {hint}Correct the name.",
    ),
    "grade.name_with_space": (
        "级别名称“{grade}”里有空格。请去掉空格。",
        "The grade “{grade}” has a space in its name. Remove it.",
    ),
    "grade.must_or_otherwise": (
        "每个级别要么写条件(must、rest)，要么写 otherwise: true（其余客户），不能都写或都不写。请改正。",
        "A grade has either conditions (must, rest) or otherwise: true, never both or neither. Correct it.",
    ),
    "grade.otherwise_not_last": (
        "“{grade}”写了 otherwise: true，却不是最后一级，排在它后面的级别永远评不到。请把它移到最后，或改写条件。",
        "“{grade}” takes everyone else but is not the last grade, so the grades after it can never be reached. "
        "Move it to the end, or write conditions.",
    ),
    "grade.last_needs_otherwise": (
        "最后一级“{grade}”要接收其余所有客户。请写 otherwise: true。",
        "The last grade, “{grade}”, takes everyone else. Write otherwise: true.",
    ),
    "grade.betterment_punished": (
        "条件“{text}”会让指标变好的客户反而评得更低。请把比较符反过来；需要上限时，请改在更好的级别里写下限。",
        "By “{text}” a customer with a better figure would be graded lower. Turn the operator round; write a "
        "limit as the threshold of the better grade instead.",
    ),
    "rule.place_unknown": (
        "“{text}”应写明从哪一级升降。请写成 from B（从B级）或 within A（在A级内加标记）。",
        "“{text}” should name its grade. Write from B, or within A for a mark inside the grade.",
    ),
    "rule.nothing_above": (
        "“{grade}”已是最高级，上面没有级别可升。请删去这条，或改成 within {grade} 用来加标记。",
        "“{grade}” is the best grade, there is nothing above. Delete the rule, or write within {grade} to set a mark.",
    ),
    "rule.nothing_below": (
        "“{grade}”已是最低级，下面没有级别可降。请删去这条，或改成 within {grade} 用来加标记。",
        "“{grade}” is the last grade, there is nothing below. Delete the rule, or write within {grade} to set a mark.",
    ),
    "movement.target_needed": (
        "升降级都须以应评级别为前提。请在 needs 中写上 {target}。",
        "Every move needs the target grade. Write {target} in needs.",
    ),
    "movement.without_rule": (
        "“{text}”看不懂。请写成 after 2 rounds（连续2次评定之后）。",
        "“{text}” cannot be read. Write after 2 rounds.",
    ),
    "quota.last_grade": (
        "最后一级“{grade}”要接收其余所有客户，不能限制名额。请删去这一项。",
        "The last grade, “{grade}”, takes everyone else and can have no quota. Delete it.",
    ),
    "quota.needs_score": (
        "“{grade}”的名额按得分分配，但没有写得分表。请补上 grading.score，或删去名额。",
        "The quota of “{grade}” goes by score, but there is no score. Add grading.score, or delete the quota.",
    ),
    "weights.not_100": (
        "权重合计是{total}，应为100。请调整各项权重。",
        "The weights add up to {total} instead of 100. Adjust them.",
    ),
    "bands.wrong_way": (
        "{metric} 的档“{text}”方向反了。越大越好的指标用 >= 或 >，越小越好的用 <= 或 <，请改正。",
        "The band “{text}” of {metric} points the wrong way. Use >= or > where more is better, <= or < where "
        "less is better.",
    ),
    "bands.out_of_order": (
        "{metric} 的档“{text}”顺序不对：系统取第一个满足的档，所以要从好到差写，分数也要从高到低。请调整顺序。",
        "The band “{text}” of {metric} is out of order: the first that holds counts, so write the best first, "
        "with the most points.",
    ),
    "bands.points_out_of_range": (
        "分数“{points}”应在0到100之间。请改正。",
        "The points {points} should lie between 0 and 100. Correct them.",
    ),
    "cycle.cut_off_count": (
        "周期是{every}，一年应有{needed}个截止日。请在 cut_off 中写{needed}个月-日。",
        "With a cycle of {every} there are {needed} cut-offs a year. Write {needed} days in cut_off.",
    ),
    "cycle.cut_off_uneven": (
        "周期是{every}，截止日之间的间隔却不一样长。请改成等间隔的日子，例如 [06-30, 12-31]。",
        "With a cycle of {every} the cut-offs must be equally far apart. Write days such as [06-30, 12-31].",
    ),
    "service.limit_unreadable": (
        "“{text}”不是时限。请写成 30 minutes、2 hours 或 3 working days，数目大于0。",
        "“{text}” is no time limit. Write 30 minutes, 2 hours or 3 working days, more than 0.",
    ),
    "service.clock_unreadable": (
        '“{text}”不是钟点。请写成 "09:00" 这样，外面加双引号。',
        '“{text}” is no time of day. Write it like "09:00", in double quotes.',
    ),
    "finding.near": ("是不是“{near}”？", "Did you mean “{near}”? "),
    "finding.known": ("可用的有：{known}。", "Known are: {known}. "),
    "finding.line": ("第{line}行", "line {line}"),
    "finding.article": ("条款{article}", "article {article}"),
    "finding.mend": ("建议写成：{mend}", "Suggestion: {mend}"),
    "finding.severity.error": ("错误", "error"),
    "finding.severity.warning": ("提醒", "warning"),
    "finding.dimension.money": ("金额", "an amount"),
    "finding.dimension.count": ("次数", "a count"),
    "finding.dimension.ratio": ("比例", "a ratio"),
    "finding.dimension.days": ("时间", "a length of time"),
    "finding.dimension.months": ("月数", "a number of months"),
    "finding.dimension.scale": ("等级词", "a word of a scale"),
    "finding.dimension.number": ("数值", "a number"),
    "finding.example.money": ("100万", "100万"),
    "finding.example.count": ("12", "12"),
    "finding.example.ratio": ("20%", "20%"),
    "finding.example.days": ("3 years 或 60 days", "3 years or 60 days"),
    "finding.example.months": ("6 months", "6 months"),
    "finding.example.scale": ("“较大”", "“较大”"),
    "finding.example.number": ("3", "3"),
    "finding.unit.month": ("月", "months"),
    "finding.unit.quarter": ("季", "quarters"),
    "finding.unit.half_year": ("半年", "half-years"),
    "finding.unit.year": ("年", "years"),
}
