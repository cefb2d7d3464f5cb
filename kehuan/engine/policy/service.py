"""第三章(二)2–3 溝通与反馈: service hours, times to reply and to resolve, per grade and urgency."""

from typing import Annotated, Any, Literal

from pydantic import PlainValidator

from kehuan.engine.policy.types import Section, reader, refuse


def _limit(raw: object) -> str:
    """`4 hours` (working time) or `3 working days` (end of business of the third working day after receipt)."""
    words = str(raw).split(maxsplit=1)
    known = ("hour", "hours", "minutes", "working day", "working days")
    if len(words) != 2 or not words[0].isdigit() or int(words[0]) < 1 or words[1] not in known:
        raise refuse("service.limit_unreadable", text=str(raw))
    return str(raw)


def _clock(raw: object) -> str:
    hour, _, minute = str(raw).partition(":")
    if not (hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60):
        raise refuse("service.clock_unreadable", text=str(raw))
    return f"{int(hour):02}:{int(minute):02}"


Limit = Annotated[Any, PlainValidator(reader(_limit))]
Clock = Annotated[Any, PlainValidator(reader(_clock))]


class Hours(Section):
    """Working time in which clocks run."""

    days: Literal["chinese_working_days", "every_day", "monday_to_friday"] = "chinese_working_days"
    from_: Clock = "09:00"
    to: Clock = "18:00"
    lunch: tuple[Clock, Clock] | None = None

    model_config = {**Section.model_config, "alias_generator": lambda name: name.rstrip("_")}


class Service(Section):
    """Times to the first reply per urgency and grade, and to the resolution."""

    hours: Hours = Hours()
    reply: dict[Literal["urgent", "normal"], dict[str, Limit]] = {}
    resolve: dict[Literal["one_department", "several_departments"], Limit] = {}
