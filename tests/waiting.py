"""Waiting for a page: for what it is to come to, never for a time."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Error, Page

SECONDS = 60
"""How long a condition may take on a slow machine that is busy with other things."""
AGAIN = 10
"""After how many seconds the reader does something again."""


def until(page: Page, condition: str, again: Callable[[], object] | None = None) -> None:
    """Waits until an expression of the page holds, or what it promises does; meanwhile a reader may do something
    `again`. `Page.wait_for_function` takes any promise for a condition that holds."""
    begun, turns, last = time.monotonic(), 1, ""
    while (waited := time.monotonic() - begun) < SECONDS:
        try:
            if again and waited > turns * AGAIN:
                turns += 1
                again()
            if page.evaluate(f"Promise.race([{condition}, new Promise((next) => setTimeout(next, 1000))])"):
                return
        except Error as error:
            # A page that is being left answers nothing, and one that loads for too long is loaded again.
            last = error.message
        page.wait_for_timeout(20)
    raise AssertionError(f"did not come to hold: {condition} {last}")
