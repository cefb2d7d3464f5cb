"""Why a customer has its grade and what the next one lacks, as text trees over the result columns.

`reasons` and `missing_for_next` are built once per policy and language; docs/grading-semantics.md lists the columns
that they read. Every sentence cites the article of the clause that decided.
"""

from kehuan.engine.conditions import Comparison, Condition, comparisons
from kehuan.engine.explain import IfBits, Listed, Shown, Switch, Text
from kehuan.engine.policy import Policy
from kehuan.engine.policy.adjustment import Rule
from kehuan.engine.policy.grading import Grade
from kehuan.engine.policy.metrics import FactMetric
from kehuan.ui.policy_words import condition_text, metric_label, test_text
from kehuan.ui.value_words import shape_of
from kehuan.ui.words import Language, say

VERDICTS = ("true", "false", "unknown")


class Explainer:
    """The explanation of one policy in one language."""

    def __init__(self, policy: Policy, lang: Language = "zh") -> None:
        self.policy = policy
        self.lang: Language = lang
        self.names = policy.grading.names

    def reasons(self) -> Text:
        """What moved or held the customer, and the conditions that its grade rests on, with the values found."""
        parts = (self._outcome, self._asked_rule, self._quota, self._basis, self._warning, self._marks, self._limited)
        said = Listed(tuple(part() for part in parts), self._say("explain.next"))
        return Switch("outcome", {"not_graded": self._say("explain.outcome.not_graded")}, said)

    def missing_for_next(self) -> Text:
        """What stands between the customer and the next better grade; empty for those at the top."""
        gaps: dict[int | str | bool, Text] = {place: self._gap(place - 1) for place in range(1, len(self.names))}
        held = self._rule_gaps()
        outcomes: dict[int | str | bool, Text] = {
            outcome: Switch("target", gaps) for outcome in ("placed", "kept", "up", "down", "down_again", "held_down")
        }
        # A newcomer may stand above what its facts call for: the grade after its provisional one comes next.
        return Switch("outcome", {**outcomes, "newcomer": Switch("final", gaps), "held_up": held})

    def _say(self, code: str, **figures: object) -> str:
        return say(code, self.lang, **figures)

    def _grade(self, column: str) -> Switch:
        return Switch(column, dict(enumerate(self.names)))

    def _outcome(self) -> Text:
        """One sentence per outcome; its words name places `{current}`, `{target}`, `{final}` and `{article}`."""
        outcomes = ("newcomer", "placed", "up", "held_up", "down", "down_again", "held_down", "kept")
        return Switch("outcome", {outcome: self._sentence(f"explain.outcome.{outcome}") for outcome in outcomes})

    def _sentence(self, code: str) -> Text:
        places = {name: f"\0{name}\0" for name in ("current", "target", "final", "rounds")}
        words = self._say(code, **places).split("\0")
        rounds = str(self.policy.adjustment.movement.down.rounds)
        return tuple(
            rounds if word == "rounds" else self._grade(word) if word in places else word for word in words if word
        )

    def _asked_rule(self) -> Text:
        """The rule that was asked: what held where it moved the customer, what failed where it did not."""
        up = Switch("current", {place: self._rule_text("upgrade", place) for place in range(1, len(self.names))})
        down = Switch("current", {place: self._rule_text("downgrade", place) for place in range(len(self.names) - 1)})
        return Switch("outcome", {"up": up, "held_up": up, "down": down, "held_down": down, "down_again": down})

    def _rule_text(self, way: str, place: int) -> Text:
        rule = self._rule(way, place)
        if rule is None:
            return self._say(f"explain.rule.{way}.none", grade=self.names[place])
        failing = self._leaves(rule.when, failed=True)
        holding = self._leaves(rule.when, failed=False)
        lead = {verdict: self._say(f"explain.rule.{way}.{verdict}", article=rule.article) for verdict in VERDICTS}
        return Switch("rule", {1: (lead["true"], holding), 0: (lead["false"], failing), -1: (lead["unknown"], failing)})

    def _rule(self, way: str, place: int) -> Rule | None:
        adjustment, name = self.policy.adjustment, self.names[place]
        return adjustment.rule("upgrade" if way == "upgrade" else "downgrade", "from", name)

    def _leaves(self, condition: Condition, *, failed: bool) -> Text:
        parts: list[Text] = []
        for bit, leaf in enumerate(comparisons(condition)):
            text = self._found(leaf)
            parts.append(IfBits("rule_fails", 1 << bit, text if failed else "", "" if failed else text))
        return Listed(tuple(parts), self._say("explain.and"))

    def _found(self, comparison: Comparison) -> Text:
        """`近24个月购买金额312.5万元(≥100万元)`: the label, the value found, the test."""
        label = metric_label(self.policy, comparison.metric, self.lang)
        test = test_text(self.policy, comparison.metric, comparison.test, self.lang)
        before, after = self._say("explain.found", label=label, value="\0", test=test).split("\0")
        return (before, self._value(comparison.metric), after)

    def _value(self, metric: str, up_to: int | float | None = None) -> Shown:
        return Shown(metric, shape_of(self.policy, metric, self.lang), self._say("term.value.unknown"), up_to)

    def _stated(self, condition: Condition) -> Text:
        """A condition with the value found; of a tree only its words, since many values stand behind it."""
        return (
            self._found(condition)
            if isinstance(condition, Comparison)
            else condition_text(self.policy, condition, self.lang)
        )

    def _quota(self) -> Text:
        """The grades that a customer earned but for which there was no room."""
        full: dict[int | str | bool, Text] = {
            self.names.index(name): self._say("explain.quota", grade=name) for name in self.policy.grading.quota
        }
        moved = [Switch("earned", {earned: full[earned]}) for earned in full]
        pushed: dict[int | str | bool, Text] = {
            place: self._pushed(moved, place, full) for place in range(len(self.names))
        }
        return Switch("target", pushed) if full else ""

    @staticmethod
    def _pushed(moved: list[Switch], target: int, full: dict[int | str | bool, Text]) -> Text:
        return tuple(
            switch for switch, earned in zip(moved, full, strict=True) if isinstance(earned, int) and earned < target
        )

    def _basis(self) -> Text:
        """The conditions of the target grade that hold, with their article."""
        grades = list(self.policy.grading.grades.items())
        said: dict[int | str | bool, Text] = {
            place: self._basis_of(name, grade) for place, (name, grade) in enumerate(grades[:-1])
        }
        last, rest = grades[-1]
        said[len(grades) - 1] = self._say("explain.basis.rest", grade=last, article=rest.article)
        return Switch("target", said)

    def _basis_of(self, name: str, grade: Grade) -> Text:
        holding = tuple(
            IfBits(f"fails_{name}", 1 << bit, "", self._stated(condition))
            for bit, condition in enumerate(grade.conditions)
        )
        return (
            self._say("explain.basis", grade=name, article=grade.article),
            Listed(holding, self._say("explain.and")),
        )

    def _warning(self) -> Text:
        warned = Switch(
            "current",
            {place: self._warned(place) for place in range(len(self.names) - 1) if self._rule("downgrade", place)},
        )
        return Switch("warned", {True: warned})

    def _warned(self, place: int) -> Text:
        rule = self._rule("downgrade", place)
        assert rule is not None
        holding = self._leaves(rule.when, failed=False)
        return (self._say("explain.warned", article=rule.article), holding)

    def _marks(self) -> Text:
        rules = (*self.policy.adjustment.upgrade.items(), *self.policy.adjustment.downgrade.items())
        within = [rule for key, rule in rules if key.startswith("within ")]
        said = [self._say("explain.mark", mark=rule.mark, article=rule.article) for rule in within]
        return Listed(
            tuple(IfBits("marks", 1 << bit, text) for bit, text in enumerate(said)), self._say("explain.next")
        )

    def _limited(self) -> Text:
        return Switch(
            "limited", {place: self._say("explain.limited", grade=name) for place, name in enumerate(self.names[:-1])}
        )

    def _gap(self, place: int) -> Text:
        """What the grade at `place` lacks: every failed `must`, and so many of the rest."""
        name = self.names[place]
        grade = self.policy.grading.grades[name]
        column, must = f"fails_{name}", len(grade.must)
        lacking: list[Text] = [IfBits(column, 1 << bit, self._needed(part)) for bit, part in enumerate(grade.must)]
        if rest := grade.rest:
            bits = range(must, must + len(rest.of))
            parts = tuple(IfBits(column, 1 << bit, self._needed(part)) for bit, part in zip(bits, rest.of, strict=True))
            needed = self._say("explain.gap.rest", k=rest.at_least, count=len(rest.of))
            spare = len(rest.of) - rest.at_least
            text = (needed, Listed(parts, self._say("explain.or")))
            lacking.append(IfBits(column, sum(1 << bit for bit in bits), text, beyond=spare))
        return (self._say("explain.gap", grade=name), Listed(tuple(lacking), self._say("explain.and")))

    def _needed(self, condition: Condition) -> Text:
        """A failed condition: what was found, what is needed, and for sums and counts how far it is."""
        if not isinstance(condition, Comparison):
            return condition_text(self.policy, condition, self.lang)
        metric, test = condition.metric, condition.test
        spec, dimension = self.policy.grading.metrics[metric], self.policy.grading.dimension(metric)
        whole = test.figure.value * (100 if dimension == "money" else 1)
        if not isinstance(spec, FactMetric) or spec.change or spec.is_real or whole.denominator != 1:
            return self._found(condition)
        if test.operator not in (">=", ">"):
            return self._found(condition)
        label, needed = metric_label(self.policy, metric, self.lang), test_text(self.policy, metric, test, self.lang)
        words = self._say("explain.needed", label=label, test=needed, value="\0", gap="\0").split("\0")
        return (words[0], self._value(metric), words[1], self._value(metric, up_to=int(whole)), words[2])

    def _rule_gaps(self) -> Text:
        gaps: dict[int | str | bool, Text] = {}
        for place in range(1, len(self.names)):
            if rule := self._rule("upgrade", place):
                lead = self._say("explain.gap.rule", grade=self.names[place - 1], article=rule.article)
                gaps[place] = (lead, self._leaves(rule.when, failed=True))
        return Switch("current", gaps)
