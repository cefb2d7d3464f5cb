"""Seeded policies over the whole grammar, so that agreement is proven for the language and not for one document."""

import json
from collections.abc import Callable, Sequence
from random import Random

from kehuan.engine.policy import Policy
from kehuan.engine.policy.metrics import PERIOD_MONTHS
from kehuan.engine.policy.text import read_policy

Tree = dict[str, object]

GRADES = "ABCDEF"
SCALES = {"potential": ["较小", "一般", "较大", "巨大"], "influence": ["无", "有", "大"]}
CYCLES: Sequence[tuple[str, list[str]]] = (
    ("half_year", ["06-30", "12-31"]),
    ("half_year", ["06-25", "12-25"]),
    ("half_year", ["03-31", "09-30"]),
    ("quarter", ["03-31", "06-30", "09-30", "12-31"]),
    ("quarter", ["02-15", "05-15", "08-15", "11-15"]),
    ("year", ["12-31"]),
    ("year", ["02-29"]),
    ("month", [f"{month:02}-25" for month in range(1, 13)]),
    ("month", [f"{month:02}-{28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31}" for month in range(1, 13)]),
)
# Edges per dimension, from little to much, each as the policy writes it.
EDGES: dict[str, Sequence[str]] = {
    "money": ("0", "500", "5万", "10万元", "20万", "100万", "500万"),
    "count": ("0", "1", "2", "3", "8", "12"),
    "ratio": ("-100%", "-30%", "0", "10%", "20%", "33.3%", "100%"),
    "days": ("30 days", "60 days", "6 months", "1 years", "3 years"),
    "months": ("0", "1", "3", "6 months", "1 years"),
    "number": ("0", "10", "50", "90"),
}


def random_policy(seed: int) -> Policy:
    """A valid policy; the same for the same seed."""
    return read_policy(random_policy_text(seed))


def random_policy_text(seed: int) -> str:
    """Its text (JSON, which is YAML)."""
    return json.dumps(_Draft(Random(f"policy {seed}")).policy(), ensure_ascii=False, indent=1)


class _Draft:
    """One policy in the making: what has been drawn so far decides what may still be drawn."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.every, self.cut_offs = rng.choice(CYCLES)
        self.period = PERIOD_MONTHS[self.every]
        self.grades = GRADES[: rng.randint(2, 6)]
        self.dimensions: dict[str, str] = {}
        self.better: dict[str, str] = {}
        self.scales: dict[str, str] = {}
        self.metrics: Tree = {}

    def maybe(self, chance: float = 0.5) -> bool:
        return self.rng.random() < chance

    def policy(self) -> Tree:
        self.draw_metrics()
        score = self.score() if self.maybe(0.8) else None
        grading: Tree = {
            "who": {
                "stages": self.rng.choice([["成交", "沉睡"], ["成交"], ["潜在", "意向", "成交"]]),
                "unit": self.rng.choice(["单个客户", "集团合并"]),
            },
            "order": {
                "counts": self.rng.choice(["有单日", "订单"]),
                "at_least": self.rng.choice([0, 500, "0.05万", "500.5"]),
            },
            "scales": SCALES,
            "metrics": self.metrics,
            "grades": {name: self.grade() for name in self.grades[:-1]} | {self.grades[-1]: {"otherwise": True}},
        }
        if score:
            grading |= {"score": score, "quota": self.quota()}
        if self.maybe(0.7):
            grading["newcomers"] = self.newcomers()
        document = {"title": "随机制度", "version": "1", "effective_on": "2026-01-01"}
        return {"document": document, "grading": grading, "adjustment": self.adjustment()}

    def add(self, spec: Tree, dimension: str, better: str, scale: str = "") -> None:
        """One more metric, at times turned round or with a stand-in for what is absent."""
        key = f"m{len(self.metrics)}"
        if self.maybe(0.1):
            better = "less" if better == "more" else "more"
            spec["better"] = better
        if self.maybe(0.3):
            words = SCALES[scale] if scale else []
            spec["missing"] = self.rng.choice([*words, "unknown"] if words else [0, 3, "unknown"])
        self.metrics[key] = spec
        self.dimensions[key], self.better[key], self.scales[key] = dimension, better, scale

    def draw_metrics(self) -> None:
        for _ in range(self.rng.randint(4, 8)):
            self.fact()
        self.add({"measure": "tenure"}, "days", "more")
        self.add({"measure": "months_since_last_order"}, "months", "less")
        for _ in range(3):
            self.incidents()
        for take in ("max", "mean"):
            self.add({"measure": "overdue_days", "of": "open", "take": take}, "days", "less")
            self.add({"measure": "overdue_days", "of": "paid", "take": take, "over": self.window()}, "days", "less")
        for factor in SCALES:
            self.add({"assessed": factor, **self.validity()}, "scale", "more", factor)
        self.add({"assessed": "nps", **self.validity()}, "number", "more")
        measured = list(self.metrics)
        for _ in range(3):
            self.rank(self.rng.choice(measured))

    def window(self, multiple: int = 1) -> str:
        """A window of whole multiples of so many months, written in one of the ways a policy has."""
        n = multiple * self.rng.choice([1, 1, 2, 3, 4])
        ways = [f"{n} months", f"{n}个月"]
        ways += [f"{n // 12} years"] * 2 if n % 12 == 0 else []
        ways += [f"{n // 6} half_years"] * 2 if n % 6 == 0 else []
        ways += ["1 period", "2 periods"] * 2 if self.period % multiple == 0 else []
        return self.rng.choice(ways)

    def months_of(self, window: str) -> int:
        unit = self.period if "period" in window else 6 if "half" in window else 12 if "year" in window else 1
        return unit * int("".join(filter(str.isdigit, window)))

    def validity(self) -> Tree:
        return {"valid": self.rng.choice(["6 months", "1 years", "1 period", "all"])} if self.maybe(0.8) else {}

    def fact(self) -> None:
        measure = self.rng.choice(["amount", "orders"])
        spec: Tree = {"measure": measure, "over": self.window()}
        dimension = "money" if measure == "amount" else "count"
        if self.maybe(0.12):
            self.add({**spec, "over": "all"}, dimension, "more")
            return
        if self.maybe(0.45):
            per = self.rng.choice(list(PERIOD_MONTHS))
            spec |= {"per": per, "over": self.window(PERIOD_MONTHS[per])}
            if self.maybe():
                spec["count_where"] = self.test(dimension)
                dimension = "count"
            else:
                spec["take"] = self.rng.choice(["mean", "min", "max"])
        if self.maybe(0.3):
            spec["shift"] = self.rng.choice(["1 period", "1 month", "3 months", "1 years"])
        if self.maybe(0.5):
            dimension = self.change(spec, dimension)
        self.add(spec, dimension, "more")

    def change(self, spec: Tree, dimension: str) -> str:
        months = self.months_of(str(spec["over"]))
        against = ["same_period_last_year", "the_period_before", f"the_{months}_months_before"]
        spec |= {"against": self.rng.choice(against), "change": self.rng.choice(["relative", "absolute"])}
        if self.maybe(0.7):
            floor = {"at_least": 2 if dimension == "count" else "5万"}
            spec["base"] = {"whole": self.maybe(), **(floor if self.maybe() else {})}
        return "ratio" if spec["change"] == "relative" else dimension

    def incidents(self) -> None:
        spec: Tree = {"measure": self.rng.choice(["disputes", "cases"])}
        choices: Sequence[tuple[str, Callable[[], object]]] = (
            ("over", self.window),
            ("severity", lambda: self.rng.choice(["严重", ["严重", "一般"]])),
            ("kind", lambda: self.rng.choice(["complaint", ["complaint", "repair"]])),
            ("state", lambda: self.rng.choice(["open", "unsolved", "closed", "any"])),
            ("older_than", lambda: self.rng.choice(["30 days", "7天"])),
        )
        spec |= {key: draw() for key, draw in choices if self.maybe(0.4)}
        self.add(spec, "count", "less")

    def rank(self, metric: str) -> None:
        spec: Tree = {"percentile_of": metric}
        if self.maybe(0.6):
            spec["within"] = self.rng.choice(["industry", "region"])
        if self.maybe(0.4):
            spec["among"] = self.test(self.dimensions[metric], self.scales[metric])
        self.add(spec, "ratio", "less")

    def edges(self, dimension: str, scale: str = "") -> Sequence[str]:
        return SCALES[scale] if scale else EDGES[dimension]

    def test(self, dimension: str, scale: str = "") -> str:
        return f"{self.rng.choice(['>=', '>', '<', '<=', '==', '!='])} {self.rng.choice(self.edges(dimension, scale))}"

    def comparison(self, way: str) -> str:
        """A comparison that rewards (`good`), punishes (`bad`) or is of any kind (`any`)."""
        key = self.rng.choice(list(self.metrics))
        if way == "any":
            return f"{key} {self.test(self.dimensions[key], self.scales[key])}"
        upward = (self.better[key] == "more") == (way == "good")
        edge = self.rng.choice(self.edges(self.dimensions[key], self.scales[key]))
        return f"{key} {self.rng.choice(['>=', '>'] if upward else ['<=', '<'])} {edge}"

    def tree(self, way: str, depth: int = 2) -> object:
        """A condition; grade conditions may only reward what is better, whatever `not` turns round."""
        shape = self.rng.choice(["leaf", "all", "any", "at_least", "not"]) if depth else "leaf"
        if shape == "leaf":
            return self.comparison(way)
        if shape == "not":
            return {"not": self.tree({"good": "bad", "bad": "good", "any": "any"}[way], depth - 1)}
        parts = [self.tree(way, depth - 1) for _ in range(self.rng.randint(1, 3))]
        if shape == "at_least":
            return {"at_least": self.rng.randint(1, len(parts)), "of": parts}
        return {shape: parts}

    def grade(self) -> Tree:
        grade: Tree = {"must": [self.tree("good") for _ in range(self.rng.randint(0, 2))]}
        if not grade["must"] or self.maybe(0.7):
            of = [self.tree("good") for _ in range(self.rng.randint(1, 4))]
            grade["rest"] = {"at_least": self.rng.randint(1, len(of)), "of": of}
        return grade

    def score(self) -> Tree:
        keys = self.rng.sample(list(self.metrics), self.rng.randint(1, 5))
        cuts = sorted(self.rng.choices(range(101), k=len(keys) - 1))
        weights = [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
        return {"criteria": {key: self.criterion(key, weight) for key, weight in zip(keys, weights, strict=True)}}

    def criterion(self, key: str, weight: int) -> Tree:
        dimension, scale, more = self.dimensions[key], self.scales[key], self.better[key] == "more"
        edges = list(self.edges(dimension, scale))
        edges = edges[::-1] if more else edges
        count = self.rng.randint(1, len(edges))  # of words always the best ones: one left out would earn 0
        drawn = list(range(count)) if scale else sorted(self.rng.sample(range(len(edges)), count))
        points = sorted((self.rng.randint(0, 100) for _ in drawn), reverse=True)
        sign = (">=" if more else "<=") if self.maybe(0.8) else (">" if more else "<")
        names = [edges[i] if scale else f"{sign} {edges[i]}" for i in drawn]
        return {"weight": weight, "bands": dict(zip(names, points, strict=True)), "unknown": self.rng.randint(0, 60)}

    def quota(self) -> Tree:
        def one() -> Tree:
            within = {"within": self.rng.choice(["industry", "region"])} if self.maybe() else {}
            return {"at_most": self.rng.choice(["5%", "20%", "29%", "0.5%", 1, 3]), **within}

        return {name: one() for name in self.grades[:-1] if self.maybe()}

    def newcomers(self) -> Tree:
        better = {name: self.tree("any", 1) for name in self.grades if self.maybe(0.4)}
        until = self.rng.choice(["6 months after first_order", "1 years after first_order", "1 month"])
        return {"until": until, "grade": self.rng.choice(self.grades), "better": better}

    def adjustment(self) -> Tree:
        up: Tree = {"needs": ["target_better", "rule"][: self.rng.choice([1, 2, 2])], "steps": self.rng.randint(1, 2)}
        down: Tree = {"needs": ["target_worse", "rule"][: self.rng.choice([1, 2, 2])], "steps": self.rng.randint(1, 2)}
        if self.maybe(0.6):
            down["without_rule"] = f"after {self.rng.randint(1, 3)} rounds"
        movement = {"up": up, "down": down, "otherwise": {"rule_only": self.rng.choice(["warn", "nothing"])}}
        upgrade = [f"from {name}" for name in self.grades[1:]] + [f"within {name}" for name in self.grades]
        downgrade = [f"from {name}" for name in self.grades[:-1]] + [f"within {name}" for name in self.grades]
        return {
            "cycle": {"every": self.every, "cut_off": self.cut_offs},
            "movement": movement,
            "upgrade": {key: {"when": self.tree("any")} for key in upgrade if self.maybe(0.6)},
            "downgrade": {key: {"when": self.tree("any")} for key in downgrade if self.maybe(0.6)},
        }
