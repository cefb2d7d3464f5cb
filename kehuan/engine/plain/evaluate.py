"""Grades customers in plain Python: the second opinion on the compiled engine, and the way to look closely at one."""

from collections.abc import Sequence
from datetime import date

from kehuan.engine.plain.conditions import Reader, Value
from kehuan.engine.plain.facts import Facts
from kehuan.engine.plain.grades import Rival, Target, fill_quotas, targets_of
from kehuan.engine.plain.metrics import measures_of
from kehuan.engine.plain.movement import Move, Standing, moves_of
from kehuan.engine.plain.ranks import add_ranks, class_of
from kehuan.engine.plain.score import points_of, score_of
from kehuan.engine.plain.units import Unit, units_of
from kehuan.engine.plain.windows import Frame
from kehuan.engine.policy import Policy
from kehuan.engine.policy.grading import Grading

Row = dict[str, object]


def evaluate(policy: Policy, facts: Facts, as_of: date) -> list[Row]:
    """One row a unit with the result columns of docs/grading-semantics.md, sorted by customer.

    Money in fen, `score` in hundredths of a point, grades as places (0 is best, −1 for none).
    """
    grading = policy.grading
    reader = Reader(grading, as_of)
    units = units_of(policy, facts, as_of)
    values = measure_units(grading, Frame(as_of, policy.adjustment.cycle, facts.facts_from), units)
    add_ranks(reader, units, values)
    points = list(map(points_of(reader), values))
    scores = [score_of(reader, row) for row in points]
    earned = list(map(targets_of(reader), values))
    targets = fill_quotas(grading, _rivals(reader, units, scores, earned))
    standings = _standings(reader, units, values, targets)
    moves = list(map(moves_of(policy, reader), standings))
    return [
        {
            "customer": unit.customer,
            **{key: values[i][key] for key in grading.metrics},
            **{f"points_{name}": figure for name, figure in points[i].items()},
            "score": scores[i],
            "target": targets[i],
            **_earned_columns(grading, earned[i]),
            **_move_columns(standings[i], moves[i]),
        }
        for i, unit in enumerate(units)
    ]


def measure_units(grading: Grading, frame: Frame, units: Sequence[Unit]) -> list[dict[str, Value]]:
    """Every metric but ranks of every unit, in the units' order."""
    measures = measures_of(grading, frame)
    return [{key: measure(unit) for key, measure in measures.items()} for unit in units]


def _rivals(reader: Reader, units: Sequence[Unit], scores: Sequence[int], earned: Sequence[Target]) -> list[Rival]:
    grading = reader.grading
    classes = {quota.within for quota in grading.quota.values()}
    return [
        Rival(
            customer=unit.customer,
            classes={within: class_of(unit, within) for within in classes},
            score=score,
            earned=target.earned,
            competes=unit.is_graded(grading) and not unit.is_newcomer(grading, reader.as_of),
        )
        for unit, score, target in zip(units, scores, earned, strict=True)
    ]


def _standings(
    reader: Reader, units: Sequence[Unit], values: Sequence[dict[str, Value]], targets: Sequence[int]
) -> list[Standing]:
    grading = reader.grading
    places: dict[object, int] = {name: place for place, name in enumerate(grading.names)}
    return [
        Standing(
            graded=unit.is_graded(grading),
            newcomer=unit.is_newcomer(grading, reader.as_of),
            current=places.get(unit.attributes.get("grade"), -1),
            target=target,
            worse_rounds=rounds if isinstance(rounds := unit.attributes.get("worse_rounds"), int) else 0,
            values=row,
        )
        for unit, row, target in zip(units, values, targets, strict=True)
    ]


def _earned_columns(grading: Grading, target: Target) -> Row:
    upper = grading.names[:-1]
    return {
        "earned": target.earned,
        "limited": target.limited,
        **{f"fails_{name}": fails for name, fails in zip(upper, target.fails, strict=True)},
        **{f"unknown_{name}": unknown for name, unknown in zip(upper, target.unknown, strict=True)},
    }


def _move_columns(standing: Standing, move: Move) -> Row:
    return {
        "current": standing.current,
        "final": move.final,
        "outcome": move.outcome,
        "rule": move.verdict.rule,
        "rule_fails": move.verdict.fails,
        "rule_unknown": move.verdict.unknown,
        "newcomer": standing.newcomer,
        "warned": move.warned,
        "marks": move.marks,
    }
