"""The target: the best grade whose conditions a customer meets, and what the failed ones are."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from kehuan.engine.plain.conditions import Reader, Values, bits
from kehuan.engine.policy import Policy
from kehuan.engine.policy.grading import Grade, Grading, Quota


@dataclass(frozen=True)
class Target:
    """Places of grades, 0 is best. `limited` is the better grade that only absent values deny, −1 for none.

    `fails` and `unknown` are bit sets, one a grade but the last: bit i is the i-th of `must` then `rest`.
    """

    earned: int
    limited: int
    fails: tuple[int, ...]
    unknown: tuple[int, ...]


@dataclass(frozen=True)
class Rival:
    """What a quota must know of a customer: its class per `within`, its score and the grade that it earned."""

    customer: str
    classes: dict[str | None, Hashable]
    score: int
    earned: int
    competes: bool


def target_of(policy: Policy, values: Values, as_of: date) -> Target:
    """The target of one customer from its metric values (every metric of the policy, None where absent)."""
    return targets_of(Reader(policy.grading, as_of))(values)


def targets_of(reader: Reader) -> Callable[[Values], Target]:
    """`target_of` for many customers of one policy at one cut-off."""
    upper = list(reader.grading.grades.values())[:-1]
    judges = [[reader.judge(condition) for condition in grade.conditions] for grade in upper]

    def target(values: Values) -> Target:
        truths = [[judge(values) for judge in conditions] for conditions in judges]
        met = [_is_met(grade, [truth is True for truth in row]) for grade, row in zip(upper, truths, strict=True)]
        hoped = [
            _is_met(grade, [truth is not False for truth in row]) for grade, row in zip(upper, truths, strict=True)
        ]
        earned = _first(met, len(upper))
        sets = [bits(row) for row in truths]
        return Target(
            earned=earned,
            limited=_first(hoped[:earned], -1),
            fails=tuple(fails for fails, _ in sets),
            unknown=tuple(unknown for _, unknown in sets),
        )

    return target


def _is_met(grade: Grade, holds: list[bool]) -> bool:
    must, rest = holds[: len(grade.must)], holds[len(grade.must) :]
    return all(must) and (grade.rest is None or rest.count(True) >= grade.rest.at_least)


def _first(holds: list[bool], otherwise: int) -> int:
    return holds.index(True) if True in holds else otherwise


def fill_quotas(grading: Grading, rivals: Sequence[Rival]) -> list[int]:
    """The target of every rival after the quotas, from the best grade down; who finds no place takes the next."""
    targets = [rival.earned for rival in rivals]
    for place, name in enumerate(grading.names):
        if quota := grading.quota.get(name):
            for left_over in _left_over(quota, place, rivals, targets):
                targets[left_over] = place + 1
    return targets


def _left_over(quota: Quota, place: int, rivals: Sequence[Rival], targets: Sequence[int]) -> list[int]:
    """The places in `rivals` of those whose target is the grade, but who are beyond its quota."""
    classes: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index, rival in enumerate(rivals):
        if rival.competes:
            classes[rival.classes[quota.within]].append(index)
    beyond: list[int] = []
    for members in classes.values():
        wanting = [index for index in members if targets[index] == place]
        wanting.sort(key=lambda index: (-rivals[index].score, rivals[index].customer))
        beyond += wanting[_seats(quota, len(members)) :]
    return beyond


def _seats(quota: Quota, members: int) -> int:
    """Seats in a class: the exact fraction is rounded down (29% of 100 are 29), but one seat there always is."""
    share = quota.at_most
    if share.part is None:
        return share.count or 0
    return max(1, int(share.part * members))
