"""What the site generator has made → the same with a Content Security Policy in each page and shell."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from diptych.files import atomic
from diptych.render.site.security_policy import protected


def protect(site: Path, shells: Mapping[str, str]) -> dict[str, str]:
    """Gives each page in the folder of the site its policy, and returns the shells with theirs.

    What is put into a shell later brings no script with it; styles are allowed then.
    """
    for path in sorted(site.rglob("*.html")):
        page = path.read_text("utf-8")
        atomic.write(path, protected(page).encode(), durable=False)
    return {name: protected(html) for name, html in shells.items()}
