"""第五章 客户信息管理: what must be known, what is masked, how it is revealed and exported."""

from typing import Literal

from kehuan.engine.policy.types import Section, Words


class Reveal(Section):
    """Showing a masked field needs a reason and is logged."""

    needs: Literal["reason", "approval", "nothing"] = "reason"
    logged: bool = True


class ExportPersonalData(Section):
    """Exporting personal data needs the approval of a position, and carries a watermark."""

    approval: str = ""
    watermark: bool = True


class Information(Section):
    """The whole chapter."""

    required: dict[Literal["firm", "person"], Words] = {}
    sensitive: dict[str, Literal["mask", "hide", "managers"]] = {}
    reveal: Reveal = Reveal()
    export_personal_data: ExportPersonalData = ExportPersonalData()
