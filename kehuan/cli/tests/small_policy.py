"""A policy so small that a grade can be worked out in the head."""

SMALL = """\
document:
  {title: 小店分级制度, version: 2026H1, effective_on: 2026-01-01, purpose: 试, scope: [店], principles: {公平: 一样}}
grading:
  who: {stages: [成交, 沉睡], unit: 单个客户}
  amount: {basis: 下单, tax: 含税, returns: 按退货日冲减, currency: CNY, rate: 下单日}
  order: {counts: 有单日, at_least: 0, cancelled: 不计}
  factors: [购买金额, 购买频率, 合作稳定性, 客户潜力]
  scales: {potential: [较小, 一般, 较大]}
  metrics:
    amount_12m: {label: 近12个月购买金额, measure: amount, over: 12 months, factor: 购买金额, unit: 元}
    orders_12m: {label: 近12个月购买次数, measure: orders, over: 12 months, factor: 购买频率}
    disputes_12m: {label: 近12个月纠纷, measure: disputes, over: 12 months, factor: 合作稳定性, missing: 0}
    potential: {label: 客户潜力, assessed: potential, valid: 12 months, factor: 客户潜力, missing: unknown}
  grades:
    A: {article: 二1, must: [amount_12m >= 1万, orders_12m >= 2]}
    B: {article: 二2, must: [amount_12m >= 1000, disputes_12m <= 3]}
    C: {article: 二3, otherwise: true}
  score:
    role: rank
    criteria:
      amount_12m: {weight: 60, bands: {">= 1万": 100, ">= 1000": 50}}
      potential: {weight: 40, bands: {较大: 100, 一般: 50, 较小: 0}, unknown: 0}
adjustment:
  cycle:
    {every: half_year, cut_off: [06-30, 12-31], governed_by: version_in_force_on_cut_off, effective: day_of_decision}
  movement:
    up: {needs: [target_better], steps: 2}
    down: {needs: [target_worse], steps: 1}
    otherwise: {target_better: stay_and_tell, rule_only: warn}
  reading: 一律按应评级别
"""
