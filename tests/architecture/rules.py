"""The rules of the house as pure functions: one source file in, its faults out. Each is proven in test_rules.py."""

import ast
from collections.abc import Callable, Iterator

from tests.architecture.source import Fault, Source

Rule = Callable[[Source], Iterator[Fault]]
Function = ast.FunctionDef | ast.AsyncFunctionDef

WRITES = {"save", "create", "get_or_create", "update_or_create", "delete", "bulk_create", "bulk_update"}
WRITES |= {f"a{name}" for name in WRITES}
SHOP_FRONT = {"models", "queries", "access", "actions", "events", "doors"}
NOT_APPS = {"cli", "config", "core", "engine", "ui"}
AMBIENT = {
    "django.db.models.signals": "no model signals: call what must happen, or publish an event",
    "django.dispatch": "no signals: call what must happen, or publish an event",
    "threading.local": "no thread-local: pass the Actor",
    "asgiref.local": "no thread-local: pass the Actor",
    "django.contrib.admin": "no Django admin: every door is our own",
}
HEAVY = {"calamine", "duckdb", "ibis", "numpy", "pandas", "pyarrow", "python_calamine", "rich", "scipy", "sklearn"}
HEAVY |= {"weasyprint", "xlsxwriter"}
WORK = {"connect", "open", "read_bytes", "read_text", "urlopen"}
FILE_LINES = 400
FUNCTION_LINES = 40
TEST_LINES = 60
BANNED_WORDS = {"util", "utils", "helper", "helpers", "manager", "managers"}


def writes_only_in_actions(source: Source) -> Iterator[Fault]:
    """ORM writes stand in actions, core, migrations and tests; the engine and the command line know no ORM."""
    if not source.app or source.is_test or source.app in ("cli", "core", "engine", "ui"):
        return
    if source.kind.startswith("actions") or source.kind == "migrations":
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            # a queryset's update takes keywords only; `{}.update(x)` and a hash's do not
            is_update = name in ("update", "aupdate") and bool(node.keywords) and not node.args
            if name in WRITES or is_update:
                yield source.fault(node, f".{name}() outside actions")


def nothing_ambient(source: Source) -> Iterator[Fault]:
    """No signals, no thread-local, no Django admin."""
    for statement, name in source.imports():
        for banned, why in AMBIENT.items():
            if name == banned or name.startswith(banned + "."):
                yield source.fault(statement, why)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "threading.local":
            yield source.fault(node, AMBIENT["threading.local"])


def shop_front_only(source: Source) -> Iterator[Fault]:
    """An app imports of another app only its shop front; cli and config know every app."""
    if not source.app or source.app in ("cli", "config"):
        return
    for node, name in source.imports():
        parts = name.split(".")
        if parts[0] != "kehuan" or len(parts) < 2 or parts[1] in {*NOT_APPS, source.app}:
            continue
        if len(parts) < 3 or parts[2] not in SHOP_FRONT:
            yield source.fault(node, f"{name} is not in the shop front of {parts[1]}")


def light_imports(source: Source) -> Iterator[Fault]:
    """Heavy libraries are imported by the function that needs them; only the compiler stands on ibis."""
    if source.path.parts[0] != "kehuan" or source.is_test:
        return
    for node in top_level(source.tree.body):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for name in source.imported_names(node):
                library = name.split(".")[0]
                is_compiler = library == "ibis" and source.path.parts[:3] == ("kehuan", "engine", "compile")
                if library in HEAVY and not is_compiler:
                    yield source.fault(node, f"{library} imported at the top")


def no_work_on_import(source: Source) -> Iterator[Fault]:
    """Importing a module defines names: it calls nothing for its effect and opens nothing."""
    if source.path.parts[0] != "kehuan" or source.is_test or source.path.name == "__main__.py":
        return
    for node in top_level(source.tree.body):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            yield source.fault(node, f"{ast.unparse(node.value.func)}() is called on import")
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            for call in ast.walk(node.value):
                if isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] in WORK:
                    yield source.fault(node, f"{ast.unparse(call.func)}() is called on import")


def top_level(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run on import, those inside if, try and with too; not what type checkers alone read."""
    for node in body:
        yield node
        if isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "__name__ == '__main__'"):
            continue
        if isinstance(node, ast.If | ast.Try | ast.With | ast.For | ast.While):
            for part in ("body", "orelse", "finalbody"):
                yield from top_level(getattr(node, part, []))
            for handler in getattr(node, "handlers", []):
                yield from top_level(handler.body)


def short_enough(source: Source) -> Iterator[Fault]:
    """A file fits a read, a function fits a screen."""
    lines = source.text.count("\n")
    if lines > FILE_LINES:
        yield Fault(source.path, 1, f"{lines} lines, more than {FILE_LINES}")
    limit = FUNCTION_LINES if source.path.parts[0] == "kehuan" and not source.is_test else TEST_LINES
    for node in ast.walk(source.tree):
        if isinstance(node, Function):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > limit:
                yield source.fault(node, f"{node.name} has {length} lines, more than {limit}")


def telling_names(source: Source) -> Iterator[Fault]:
    """No name that says nothing: utils, helpers, manager, handle_…, process_…, data: dict."""
    for part in (*source.path.parts[:-1], source.path.stem):
        if part in BANNED_WORDS:
            yield Fault(source.path, 1, f"the name {part} says nothing")
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and node.name.lower().endswith(tuple(BANNED_WORDS)):
            yield source.fault(node, f"the name {node.name} says nothing")
        if isinstance(node, Function):
            if node.name.lstrip("_").startswith(("handle_", "process_")) or set(node.name.split("_")) & BANNED_WORDS:
                yield source.fault(node, f"the name {node.name} says nothing")
            for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
                kind = ast.unparse(argument.annotation) if argument.annotation else ""
                if argument.arg == "data" and kind.split("[")[0] in ("dict", "Dict"):
                    yield source.fault(node, f"{node.name} takes data: dict")


def documented(source: Source) -> Iterator[Fault]:
    """Every public function and class of kehuan says what it gives; every file says what it is for."""
    if source.path.parts[0] != "kehuan" or source.is_test or "migrations" in source.path.parts:
        return
    if source.tree.body and ast.get_docstring(source.tree) is None:
        yield Fault(source.path, 1, "the file has no docstring")
    definitions = [node for node in source.tree.body if isinstance(node, Function | ast.ClassDef)]
    for node in definitions:
        if not node.name.startswith("_") and ast.get_docstring(node) is None:
            yield source.fault(node, f"{node.name} has no docstring")


RULES: tuple[Rule, ...] = (
    writes_only_in_actions,
    nothing_ambient,
    shop_front_only,
    light_imports,
    no_work_on_import,
    short_enough,
    telling_names,
    documented,
)
