"""The policy graded in plain Python, customer by customer: small, slow, and independent of the compiled engine."""

from kehuan.engine.plain.evaluate import Row, evaluate
from kehuan.engine.plain.facts import Facts, Incident, Order, Receivable

__all__ = ["Facts", "Incident", "Order", "Receivable", "Row", "evaluate"]
