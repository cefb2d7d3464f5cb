"""第三章 客户群组管理: the internal group of each grade, its meeting, what it may say and who approves."""

from typing import Any, Literal

from pydantic import Field, model_validator

from kehuan.engine.policy.types import Section, Text, Words


class Meeting(Section):
    """The rhythm in which a group meets."""

    kind: Text
    every: Literal["working day", "week", "2 weeks", "month", "quarter"]
    minutes: bool = True


class Publish(Section):
    """Review before a post is published; `own_post` names whose posts the reviewer's superior reviews."""

    review: Literal["always", "natures", "never"] = "natures"
    reviewer: str = ""
    own_post: str = ""


class Approval(Section):
    """Posts of these natures need the approval of `by`."""

    natures: Words
    by: Text


class ReportFirst(Section):
    """Posts of these natures are reported first, with a receipt."""

    natures: Words
    receipt: Literal["read", "none"] = "read"


class Group(Section):
    """The group of one grade."""

    name: Text
    per: Literal["customer", "portfolio"]
    members: Words
    meeting: Meeting | None = None
    publish: Publish | None = None
    approval: Approval | None = None
    report_first: ReportFirst | None = None
    handle_business: bool = True
    pass_on_to: str = ""
    may: Words = ()


class Groups(Section):
    """The whole chapter: natures of posts (a closed list), one group per grade, the words customers see."""

    natures: Words = ()
    service_tier: dict[str, str] = {}
    grades: dict[str, Group] = Field(default={})

    @model_validator(mode="before")
    @classmethod
    def _grades_stand_beside(cls, raw: Any) -> Any:
        """`A: {…}` stands beside `natures` in the document; every other key is a grade."""
        if not isinstance(raw, dict) or "grades" in raw:
            return raw
        own = {key: value for key, value in raw.items() if key in ("natures", "service_tier")}
        return {**own, "grades": {str(key): value for key, value in raw.items() if key not in own}}
