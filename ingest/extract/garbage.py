"""No garbage is looked for while a page is read: all objects are new, and most are in use till the end."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def collected_later(read: Callable[P, R]) -> Callable[P, R]:
    """Put the garbage collector off until `read` is done.

    Otherwise it goes through trees and soups in the making again and again, and takes what is still in use
    for long-lived. Afterwards a soup is garbage, which a collection of the youngest frees at once.
    """

    @wraps(read)
    def later(*args: P.args, **kwargs: P.kwargs) -> R:
        collecting = gc.isenabled()
        gc.disable()
        try:
            return read(*args, **kwargs)
        finally:
            if collecting:
                gc.enable()
                # The collector looks whether it is due when a new container is made: now, not pages later.
                _ = set[object]()

    return later
