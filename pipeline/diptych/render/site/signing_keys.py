"""The public keys that sign the releases of a site → the section on them in the page about the site."""

from __future__ import annotations

from collections.abc import Sequence

from diptych.interface_text import Interface
from diptych.render.publisher import SigningKey
from diptych.render.site import page_templates


def section(keys: Sequence[SigningKey], words: Interface) -> str:
    """The section as HTML; empty without keys."""
    dated = [(key, words.date(key.since)) for key in keys]
    return page_templates.rendered("signing_keys.html", words, keys=dated) if keys else ""
