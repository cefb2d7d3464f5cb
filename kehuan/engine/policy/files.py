"""A policy file's text, or what is wrong with the file, said as a finding."""

from pathlib import Path

from kehuan.engine.findings import Finding, PolicyError

BYTES = 2_000_000  # the longest template has 20,000


def read_policy_text(path: Path) -> str:
    """The text of a UTF-8 file, its byte order mark left out. Raises PolicyError for what is no such file."""
    try:
        if path.is_dir():
            raise _fault("policy.file.is_folder", path)
        if path.stat().st_size > BYTES:
            raise _fault("policy.file.too_large", path)
        raw = path.read_bytes()
    except FileNotFoundError:
        raise _fault("policy.file.missing", path) from None
    except OSError as error:
        raise _fault("policy.file.unreadable", path, problem=error.strerror or "") from None
    if raw[:4] in (b"PK\x03\x04", b"%PDF") or raw[:4] == b"\xd0\xcf\x11\xe0":
        raise _fault("policy.file.no_text", path)
    try:
        return raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise _fault("policy.file.not_utf8", path) from None


def _fault(code: str, path: Path, **figures: object) -> PolicyError:
    return PolicyError([Finding(code, figures={"file": path.name or str(path), **figures})])
