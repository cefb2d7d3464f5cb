"""Places that a model text leaves to be filled: `[X]`, `【X】`, `[具体金额]`, `XX年`, `____`."""

import re

_UNFILLED = re.compile(
    r"[\[【〔「(\uff08]\s*[Xx\uff38\uff58×]+\s*[\]】〕」)\uff09](?:年|个月|月|天|次|%|万|元)?"
    r"|[\[【〔]\s*(?:[?\uff1f]+|(?:具体|具體|待)[^\]】〕]{0,8}|金额(?:区间)?|日期|公司名称)\s*[\]】〕](?:年|万|元)?"
    r"|(?<![A-Za-z\uff38])[Xx\uff38×]{1,3}\s?(?:年|个月|月|天|日|元|万|次|%|\uff05|小时|个工作日|工作日|公司)"
    r"|_{3,}|\uff3f{2,}"
)


def unfilled_place(text: str) -> str:
    """The first place that is still to be filled, as it stands in the text; empty when there is none.

    >>> unfilled_place("过去[X]年累计购买金额达到[具体金额]及以上")
    '[X]年'
    """
    match = _UNFILLED.search(text)
    return match[0] if match else ""
