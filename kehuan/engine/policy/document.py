"""第一章 总则: title, version, validity, purpose, scope, principles."""

from datetime import date

from kehuan.engine.policy.types import Section, Text, Words


class Document(Section):
    """What the policy is and from when it is in force."""

    title: Text
    version: Text
    effective_on: date
    purpose: str = ""
    scope: Words = ()
    principles: dict[str, str] = {}
    company: str = ""
