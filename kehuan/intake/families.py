"""Corporate groups: each firm's root, found along its chain of parents."""

from collections.abc import Mapping


def roots(parents: Mapping[str, str]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """The root of every firm that has a parent, and the firms of each circle with their circle.

    A chain that runs into a circle ends at the first firm of it; a root need not be a key of `parents`.
    """
    found: dict[str, str] = {}
    circles: dict[str, tuple[str, ...]] = {}
    for start in parents:
        path: dict[str, None] = {}
        firm = start
        while firm in parents and firm not in found and firm not in circles and firm not in path:
            path[firm] = None
            firm = parents[firm]
        if firm in path:
            steps = list(path)
            circle = tuple(steps[steps.index(firm) :])
            circles.update(dict.fromkeys(circle, circle))
        root = found.get(firm, firm)
        found.update((step, root) for step in path if step not in circles)
    return found, circles
