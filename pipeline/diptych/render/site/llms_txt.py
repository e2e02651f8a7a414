"""A site → llms.txt, a guide in Markdown for programs that read text (llmstxt.org)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from diptych.interface_text import LAST, Interfaces

PATH: Final = "llms.txt"


def guide(files: Sequence[tuple[str, bytes]], site_url: str, name: str,
          known: Interfaces) -> tuple[tuple[str, bytes], ...]:
    """The guide of schema/published/ with the name, the description and the URL of the site."""
    description = known.of(LAST).say("site_description")
    return tuple((PATH, data.decode().format(site=site_url.rstrip("/"), name=name, description=description).encode())
                 for file, data in files if file == PATH)
