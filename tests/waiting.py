"""Waiting for a page: for what it is to come to, never for a time."""

from __future__ import annotations

import time

from playwright.sync_api import Error, Page

SECONDS = 60
"""How long a condition may take on a slow machine that is busy with other things."""


def until(page: Page, condition: str) -> None:
    """Waits until an expression of the page holds, or what it promises does. `Page.wait_for_function` takes any promise
    for a condition that holds."""
    end, last = time.monotonic() + SECONDS, ""
    while time.monotonic() < end:
        try:
            if page.evaluate(f"Promise.race([{condition}, new Promise((next) => setTimeout(next, 1000))])"):
                return
        except Error as error:
            # A page that is being left answers nothing.
            last = error.message
        page.wait_for_timeout(20)
    raise AssertionError(f"did not come to hold: {condition} {last}")
