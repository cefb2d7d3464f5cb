"""Ranks among customers: the share of them that is strictly ahead (docs/grading-semantics.md, percentile_of)."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Sequence

from kehuan.engine.plain.conditions import Reader, Value
from kehuan.engine.plain.metrics import filler_of
from kehuan.engine.plain.units import Unit
from kehuan.engine.policy.metrics import RankMetric


def add_ranks(reader: Reader, units: Sequence[Unit], values: Sequence[dict[str, Value]]) -> None:
    """Writes every rank metric into `values`, which stand beside `units` and have all other metrics."""
    for key, spec in reader.grading.metrics.items():
        if isinstance(spec, RankMetric):
            for row, share in zip(values, _shares(key, spec, reader, units, values), strict=True):
                row[key] = share


def class_of(unit: Unit, within: str | None) -> Hashable:
    """The class in which the unit competes: its industry or region, None for those without; one class for all."""
    return (unit.attributes.get(within) or None) if within else None


def _shares(
    key: str, spec: RankMetric, reader: Reader, units: Sequence[Unit], values: Sequence[dict[str, Value]]
) -> list[Value]:
    sign = -1 if reader.grading.better(spec.percentile_of) == "more" else 1
    among = reader.check(spec.percentile_of, spec.among) if spec.among else None
    filler = filler_of(key, spec, reader.grading)

    def rank_key(unit: Unit, row: dict[str, Value]) -> float | None:
        """Less is better; None for those who are not ranked."""
        value = row[spec.percentile_of]
        if value is None or not unit.is_graded(reader.grading) or (among and among(value) is not True):
            return None
        return sign * value

    ranked = [rank_key(unit, row) for unit, row in zip(units, values, strict=True)]
    classes: defaultdict[Hashable, list[float]] = defaultdict(list)
    for unit, figure in zip(units, ranked, strict=True):
        if figure is not None:
            classes[class_of(unit, spec.within)].append(figure)
    for rivals in classes.values():
        rivals.sort()
    return [
        filler if figure is None else _ahead(figure, classes[class_of(unit, spec.within)])
        for unit, figure in zip(units, ranked, strict=True)
    ]


def _ahead(figure: float, rivals: list[float]) -> float:
    return float(bisect_left(rivals, figure)) / len(rivals)
