"""第六章 考核与激励: the indicators with cohort, moment, zero case and smallest n."""

from typing import Literal

from pydantic import Field

from kehuan.engine.policy.types import Percent, Section, Text, Words


class Indicator(Section):
    """One indicator. `formula` names the two counts; the other fields say which rows each count takes."""

    formula: Text
    weight: int = Field(ge=0, le=100)
    target: Percent | dict[str, Percent]
    smallest_n: int = Field(default=1, ge=1)
    respondents: str = ""
    only: str = ""
    cohort: str = ""
    kept: str = ""
    due: str = ""
    leaves_out: Words = ()
    beside: str = ""


class Performance(Section):
    """The whole chapter; weights of all indicators add up to 100 (checked with the rest of the policy)."""

    indicators: dict[str, Indicator] = {}
    zero_denominator: Literal["none_and_weight_spread", "none"] = "none_and_weight_spread"
