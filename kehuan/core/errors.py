"""What a rule refuses with: a code and figures, never a sentence. `kehuan.ui.words` says it in Chinese or English."""


class RuleError(Exception):
    """A request that the rules refuse. Nothing has been changed when it is raised.

    `code` is dotted, `area.what`, and has its words in `kehuan.ui.words`; `field` names the option, column or
    form field to mend; `figures` fill the places of the message.
    """

    def __init__(self, code: str, *, field: str | None = None, **figures: object) -> None:
        super().__init__(code, field, figures)
        self.code = code
        self.field = field
        self.figures = figures
