"""The source tree as the rules see it: parsed files with the names that each imports."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
CACHES = {".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".import_linter_cache", "__pycache__"}
NOT_OURS = {".git", ".venv", "node_modules", "var", "build", "dist", ".build", *CACHES}


@dataclass(frozen=True)
class Fault:
    """One broken rule at one line."""

    path: PurePosixPath
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.text}"


@dataclass(frozen=True)
class Source:
    """One Python file; `path` is relative to the root of the tree."""

    path: PurePosixPath
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, str(self.path))

    @property
    def app(self) -> str:
        """The folder below kehuan/ (`intake`); empty outside kehuan/ and for its own files."""
        parts = self.path.parts
        return parts[1] if parts[0] == "kehuan" and len(parts) > 2 else ""

    @property
    def kind(self) -> str:
        """The file kind inside its app: `actions` for actions.py and for anything in actions/."""
        parts = self.path.parts
        return parts[2].removesuffix(".py") if self.app else ""

    @property
    def is_test(self) -> bool:
        return "tests" in self.path.parts or self.path.name == "conftest.py"

    def fault(self, node: ast.AST, text: str) -> Fault:
        return Fault(self.path, getattr(node, "lineno", 1), text)

    def imports(self) -> Iterator[tuple[ast.stmt, str]]:
        """Every import statement anywhere in the file with the full dotted name of each thing imported."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                for name in self.imported_names(node):
                    yield node, name

    def imported_names(self, node: ast.Import | ast.ImportFrom) -> Iterator[str]:
        """`from . import a` and `from kehuan.x import a` both give `kehuan.x.a`."""
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
            return
        base = list(self.path.parent.parts[: len(self.path.parent.parts) - node.level + 1]) if node.level else []
        module = ".".join([*base, *([node.module] if node.module else [])])
        yield from (f"{module}.{alias.name}" for alias in node.names)


@cache  # parsing the tree once takes as long as one rule
def read_tree(root: Path = ROOT) -> tuple[Source, ...]:
    """All our Python files below `root`, in a stable order."""
    return tuple(
        Source(path, (root / path).read_text(encoding="utf-8")) for path in our_files(root) if path.suffix == ".py"
    )


def our_files(root: Path = ROOT) -> list[PurePosixPath]:
    """Every file that would be committed, relative to `root`: no environment, no cache, no data."""
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in NOT_OURS and not name.endswith(("_cache", ".egg-info"))]
        found += [PurePosixPath((Path(folder) / name).relative_to(root).as_posix()) for name in names]
    return sorted(path for path in found if path.name not in (".hypothesis", ".coverage"))
