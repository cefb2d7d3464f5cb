"""What is wrong, or doubtful, in a policy: a code and figures at a line and a clause."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Finding:
    """One finding. `code` has its words in `kehuan.ui.words`; `figures` fill the places of the sentence.

    `path` leads to the clause in the document (`("grading", "grades", "A", "must", 0)`), `line` is 1-based and
    0 when the document as a whole is meant, `article` is the policy's own number of the clause when it has one.
    """

    code: str
    path: Path = ()
    severity: Severity = "error"
    figures: Mapping[str, object] = field(default_factory=dict)
    line: int = 0
    article: str = ""

    @property
    def clause(self) -> str:
        """The path as a person reads it: `grading.grades.A.must[1]` (places counted from 1)."""
        words = ""
        for part in self.path:
            words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else part
        return words


class PolicyError(Exception):
    """The document cannot be run; `findings` holds every error found, in the order of the document."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(", ".join(f"{f.line}: {f.code}" for f in self.findings))
