"""Reads cases.toml: what business people write about one rule becomes facts and the result columns they expect."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from ruamel.yaml.comments import CommentedMap

from kehuan.engine.calendar import months_before
from kehuan.engine.conditions import Condition, comparisons
from kehuan.engine.figures import read_figure
from kehuan.engine.plain import Facts, Incident, Order, Receivable
from kehuan.engine.policy import Policy
from kehuan.engine.policy.text import policy_of, read_tree

HERE = Path(__file__).resolve()
CASES = HERE.with_name("cases.toml")
POLICIES = HERE.parents[3] / "policies"
ABSENT = "不在结果中"
OUTCOMES = {
    "不评级": "not_graded",
    "新客户": "newcomer",
    "首次定级": "placed",
    "升级": "up",
    "应升未升": "held_up",
    "降级": "down",
    "连续偏低降级": "down_again",
    "应降未降": "held_down",
    "保持": "kept",
}
RULES = {"成立": 1, "不成立": 0, "未知": -1, "不问": None}
ATTRIBUTES = {
    "合作始于": "since",
    "阶段": "stage",
    "行业": "industry",
    "地区": "region",
    "集团": "parent",
    "现级别": "grade",
    "连续偏低轮数": "worse_rounds",
}
FACTORS = {"潜力": "potential", "影响力": "influence"}
TABLES = ("订单", "应收", "纠纷", "服务单")
OF_A_CASE = {"标题", "制度", "改制度", "截止", "账目始于", "客户"}
OF_A_CUSTOMER = {"名称", "填报指标", "户数", "仅订单", "不存在", "得出", *ATTRIBUTES, *FACTORS, *TABLES}
STEPS = {"每月": 1, "每季": 3, "每半年": 6, "每年": 12}
DAY = r"(\d{4}-\d\d-\d\d)"
Toml = Mapping[str, object]
Columns = dict[str, object]


@dataclass(frozen=True)
class Case:
    """One case: `expected` has, by customer, the result columns that it states, or None where no row may be."""

    title: str
    policy: Policy
    facts: Facts
    as_of: date
    expected: Mapping[str, Columns | None]

    def differences(self, rows: Mapping[str, Mapping[str, object]]) -> list[str]:
        """What the rows (by customer) say otherwise than the case; empty when they agree."""
        found: list[str] = []
        for name, columns in self.expected.items():
            if columns is None or name not in rows:
                found += [] if (columns is None) == (name not in rows) else [f"{name}: in the rows: {name in rows}"]
                continue
            for column, wanted in columns.items():
                figure = _wanted(self.policy, rows[name], wanted)
                if rows[name][column] != figure:
                    found.append(f"{name}.{column}: {rows[name][column]}, expected {figure}")
        return found


class CaseError(ValueError):
    """A line of cases.toml that cannot be read; the message says in Chinese how to write it."""


def load_cases(path: Path = CASES) -> list[Case]:
    """Every case of the file. Raises CaseError."""
    with path.open("rb") as file:
        return [_case(raw) for raw in tomllib.load(file)["案例"]]


def _case(raw: Toml) -> Case:
    title = str(raw.get("标题", ""))
    several = raw.get("客户")
    written = several if isinstance(several, list) else [{k: v for k, v in raw.items() if k not in OF_A_CASE}]
    _refuse_unknown(title, raw, OF_A_CASE if several else OF_A_CASE | OF_A_CUSTOMER)
    for customer in written:
        _refuse_unknown(title, customer, OF_A_CUSTOMER)
    customers = [(name, customer) for customer in written for name in _names(customer)]
    policy = changed_policy(str(raw.get("制度", "manufacturer")), _table(raw, "改制度"))
    as_of = raw.get("截止", date(2026, 6, 30))
    facts_from = raw.get("账目始于")
    assert isinstance(as_of, date) and (facts_from is None or isinstance(facts_from, date)), f"{title}:日期不加引号"
    facts = _facts(customers, facts_from)
    expected = {name: _expected(policy, _table(customer, "得出")) for name, customer in customers if "得出" in customer}
    return Case(title, policy, facts, as_of, expected)


def _refuse_unknown(title: str, raw: Toml, known: set[str]) -> None:
    for key in raw:
        if key not in known:
            raise CaseError(f"案例“{title}”:没有“{key}”这一项,请从这些里选:{'、'.join(sorted(known))}")


def _table(raw: Toml, key: str) -> Toml:
    value = raw.get(key, {})
    assert isinstance(value, dict), f"“{key}”要写成 {{ … }}"
    return value


def _names(customer: Toml) -> list[str]:
    name, count = str(customer.get("名称", "客户")), customer.get("户数", 1)
    assert isinstance(count, int)
    return [name] if count == 1 else [f"{name}-{number:03}" for number in range(1, count + 1)]


def changed_policy(name: str, changes: Toml) -> Policy:
    """The policy of that file with some clauses changed; a key is the path of a clause, "删除" takes it out."""
    return _changed(name, json.dumps(changes, ensure_ascii=False))


@cache
def _changed(name: str, changes: str) -> Policy:
    tree = deepcopy(_written(name))
    for path, value in json.loads(changes).items():
        *parents, last = path.split(".")
        node = tree
        for parent in parents:
            node = node[parent]
        if value == "删除":
            del node[last]
        else:
            node[last] = value
    return policy_of(tree)


@cache
def _written(name: str) -> CommentedMap:
    return read_tree((POLICIES / f"{name}.yaml").read_text(encoding="utf-8"))


def _facts(customers: Sequence[tuple[str, Toml]], facts_from: date | None) -> Facts:
    def lines(key: str) -> list[tuple[str, str]]:
        return [(name, str(line)) for name, customer in customers for line in _list(customer, key)]

    def given(key: str) -> bool:
        return any(key in customer for _, customer in customers)

    rows = [_attributes(name, raw) for name, raw in customers if not ("仅订单" in raw or "不存在" in raw)]
    return Facts(
        customers=rows,
        orders=[order for name, line in lines("订单") for order in read_orders(name, line)],
        payments=[_receivable(*line) for line in lines("应收")] if given("应收") else None,
        disputes=[_incident(*line, "severity") for line in lines("纠纷")] if given("纠纷") else None,
        cases=[_incident(*line, "kind") for line in lines("服务单")] if given("服务单") else None,
        facts_from=facts_from,
    )


def _list(raw: Toml, key: str) -> list[object]:
    value = raw.get(key, [])
    assert isinstance(value, list), f"“{key}”要写成 [ … ]"
    return value


def _attributes(name: str, raw: Toml) -> Columns:
    row: Columns = {"customer": name}
    row |= {column: raw[key] for key, column in ATTRIBUTES.items() if key in raw}
    for key, factor in FACTORS.items():
        word, _, day = str(raw.get(key, "")).partition(" ")
        row |= {factor: word or None, f"{factor}_on": date.fromisoformat(day) if day else None}
    return row | dict(_table(raw, "填报指标"))


def read_orders(customer: str, line: str) -> Iterator[Order]:
    """The orders that one line writes: one, several on a day, or a row of them. Raises CaseError."""
    found = re.fullmatch(rf"{DAY}(?:\.\.{DAY} (每\S+))?( 取消)? (\S+?)(?: (\d+)笔)?", line)
    figure = read_figure(found[5]) if found else None
    if not found or not figure or figure.kind not in ("number", "money"):
        raise CaseError(f"看不懂订单“{line}”,请写成 “2025-01-15 120万” 或 “2025-02-03..2026-06-03 每月 30万”")
    first, last = date.fromisoformat(found[1]), date.fromisoformat(found[2] or found[1])
    for day in _days(first, last, found[3] or "每年"):
        for _ in range(int(found[6] or 1)):
            yield Order(customer, day, int(figure.value * 100), purchase=not found[4])


def _days(first: date, last: date, step: str) -> Iterator[date]:
    counted = re.fullmatch(r"每(\d+)天", "每7天" if step == "每周" else step)
    if not counted and step not in STEPS:
        raise CaseError(f"看不懂“{step}”,请写每周、每月、每季、每半年、每年或每10天")
    number, day = 0, first
    while day <= last:
        yield day
        number += 1
        day = first + timedelta(int(counted[1]) * number) if counted else months_before(first, -STEPS[step] * number)


def _receivable(customer: str, line: str) -> Receivable:
    found = re.fullmatch(rf"{DAY} 到期 (?:未付|{DAY} 付)", line)
    if not found:
        raise CaseError(f"看不懂应收“{line}”,请写成 “2026-03-01 到期 未付” 或 “2026-03-01 到期 2026-05-01 付”")
    return Receivable(customer, date.fromisoformat(found[1]), date.fromisoformat(found[2]) if found[2] else None)


def _incident(customer: str, line: str, column: str) -> Incident:
    found = re.fullmatch(rf"{DAY} (\S+) (?:未解决|{DAY} 解决)", line)
    if not found:
        raise CaseError(f"看不懂“{line}”,请写成 “2026-05-01 严重 未解决” 或 “2026-05-01 严重 2026-06-01 解决”")
    closed = date.fromisoformat(found[3]) if found[3] else None
    word = {column: found[2]}
    return Incident(customer, date.fromisoformat(found[1]), closed, word.get("severity"), word.get("kind"))


def _expected(policy: Policy, raw: Toml) -> Columns | None:
    if raw.get(ABSENT):
        return None
    return {column: value for key, said in raw.items() for column, value in _columns(policy, key, said)}


def _columns(policy: Policy, key: str, said: object) -> Iterator[tuple[str, object]]:
    """The result columns that one entry of 得出 states."""
    match key, said:
        case (("达到" | "应评" | "级别" | "受限于"), str()):
            column = {"达到": "earned", "应评": "target", "级别": "final", "受限于": "limited"}[key]
            yield column, -1 if said == "无" else policy.grading.names.index(said)
        case "结果", str():
            yield "outcome", OUTCOMES[said]
            yield "newcomer", said == "新客户"
        case "得分", int() | float():
            yield "score", round(said * 100)
        case "规则", str():
            yield "rule", RULES[said]
        case "提醒", bool():
            yield "warned", said
        case "标记", list():
            yield "marks", _bits(_marks(policy), said)
        case "指标", dict():
            yield from ((metric, _value(policy, metric, written)) for metric, written in said.items())
        case "得分项", dict():
            yield from ((f"points_{name}", points) for name, points in said.items())
        case (("未满足" | "未知"), dict()):
            for name, list_of in said.items():
                conditions = [_text(condition) for condition in policy.grading.grades[name].conditions]
                yield f"{'fails' if key == '未满足' else 'unknown'}_{name}", _bits(conditions, list_of)
        case (("规则未满足" | "规则未知"), list()):
            yield "rule_fails" if key == "规则未满足" else "rule_unknown", _Leaves(tuple(said)) if said else 0
        case _:
            raise CaseError(f"看不懂“得出”里的“{key} = {said}”,请参照文件开头的说明")


@dataclass(frozen=True)
class _Leaves:
    """Comparisons of a rule as written; which rule is asked follows from the row."""

    texts: tuple[str, ...]


def _marks(policy: Policy) -> list[str]:
    rules = (*policy.adjustment.upgrade.items(), *policy.adjustment.downgrade.items())
    return [rule.mark for key, rule in rules if key.startswith("within ")]


def _text(condition: Condition) -> str:
    return " / ".join(str(leaf) for leaf in comparisons(condition))


def _bits(places: Sequence[str], said: Sequence[object]) -> int:
    """The bit set of what is said, each by its text or its place from 0."""
    return sum(1 << (one if isinstance(one, int) else places.index(str(one))) for one in said)


def _value(policy: Policy, metric: str, written: object) -> object:
    """A metric's value in its own unit: fen, a share, days, the rank of a word."""
    if written == "未知":
        return None
    if scale := policy.grading.scale(metric):
        return scale.index(str(written))
    if isinstance(written, float):
        return written
    figure = read_figure(written)
    value = figure.value * (100 if policy.grading.dimension(metric) == "money" else 1)
    return int(value) if value.denominator == 1 else float(value)


def _wanted(policy: Policy, row: Mapping[str, object], wanted: object) -> object:
    if not isinstance(wanted, _Leaves):
        return wanted
    names, current, target = policy.grading.names, row["current"], row["target"]
    assert isinstance(current, int) and isinstance(target, int)
    rule = policy.adjustment.rule("upgrade" if target < current else "downgrade", "from", names[current])
    assert rule, "没有问升降条件,不要写“规则未满足”"
    return _bits([str(leaf) for leaf in comparisons(rule.when)], wanted.texts)
