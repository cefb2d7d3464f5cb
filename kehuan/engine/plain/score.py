"""Points and score: they rank inside a grade and never lift anyone past a failed condition."""

from collections.abc import Callable

from kehuan.engine.plain.conditions import Check, Reader, Value, Values
from kehuan.engine.policy.check import read_band
from kehuan.engine.policy.grading import Criterion

Points = Callable[[Values], dict[str, int]]


def points_of(reader: Reader) -> Points:
    """The points 0…100 of every criterion as a function of a customer's values."""
    score = reader.grading.score
    criteria = {name: _criterion(name, spec, reader) for name, spec in score.criteria.items()} if score else {}
    return lambda values: {name: points(values[name]) for name, points in criteria.items()}


def score_of(reader: Reader, points: dict[str, int]) -> int:
    """The weighted score in hundredths of a point, 0…10000; 0 without a score section."""
    score = reader.grading.score
    return sum(score.criteria[name].weight * figure for name, figure in points.items()) if score else 0


def _criterion(name: str, spec: Criterion, reader: Reader) -> Callable[[Value], int]:
    bands: list[tuple[Check, int]] = [
        (reader.check(name, read_band(text)), points) for text, points in spec.bands.items()
    ]

    def points(value: Value) -> int:
        if value is None:
            return spec.unknown
        return next((figure for holds, figure in bands if holds(value)), 0)

    return points
