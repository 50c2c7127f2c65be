"""Memory that holds nothing of what was freed.

Python and the C library leave what was in freed memory standing until something else is written there: a
password, a page of a case, for hours. glibc can overwrite memory as it is freed (``glibc.malloc.perturb``),
but for its per-thread cache, and Python's own allocator never does. So the programs that the public uses run
with the one switched on, the others off; that is decided before a process begins, hence it begins again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

_WIPING = {
    "PYTHONMALLOC": "malloc",
    "GLIBC_TUNABLES": "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0",
}


def wipe_freed_memory() -> None:
    """Begin this program again, in the same process, with memory that is overwritten when it is freed; not
    where it is so already. To be called before anything is imported or opened."""
    if not is_wiped(os.environ):
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, **_WIPING})  # noqa: S606


def is_wiped(environment: Mapping[str, str]) -> bool:
    return all(environment.get(name) == value for name, value in _WIPING.items())


def without_wiping(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for a child that holds nothing of a person and has no time to lose."""
    return {name: value for name, value in environment.items() if name not in _WIPING}
