"""What a measurement says of itself: the process's peak memory, the machine, the versions."""

import os
import platform
import resource
import sys
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("duckdb", "ibis-framework", "pyarrow", "pandas")


def peak_mb() -> int:
    """The largest resident memory of this process so far, in MB of 10^6 bytes.

    Linux counts a parent's memory into `ru_maxrss` of a process that it has just forked, so VmHWM comes first.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text().splitlines()
        return next(int(line.split()[1]) * 1024 // 1_000_000 for line in lines if line.startswith("VmHWM"))
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest // 1_000_000 if sys.platform == "darwin" else largest * 1024 // 1_000_000


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def described() -> dict[str, str]:
    """Versions and machine as `name: value` lines."""
    found = {f"version.{name}": version(name) for name in PACKAGES}
    return (
        {"version.python": platform.python_version()} | found | {"machine": platform.machine(), "cores": str(cores())}
    )
