"""`diptych headers`: a finished site → the headers that its server should send."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from diptych.commands import messages
from diptych.preview.http_headers import DIGEST, FOREVER, FRESH
from diptych.preview.security_policy import policy

_ALWAYS: Final = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin"}
_FORMS: Final = ("text", "nginx")


@click.command()
@click.option("--format", "form", type=click.Choice(_FORMS), default="text", show_default=True,
              help="A header a line, or a file that nginx includes in its `server`.")
@click.pass_obj
def headers(root: Path, form: str) -> None:
    """Print the headers that the server of the finished site should send, above all its Content Security Policy.

    The policy is that of the pages in site/: run it after each build with other languages, themes or scripts."""
    pages = sorted((root / "site").rglob("*.html"))
    if not pages:
        raise click.ClickException(messages.line("no_pages"))
    rule = policy(page.read_text(encoding="utf-8") for page in pages)
    click.echo(_nginx(rule) if form == "nginx" else _text(rule), nl=False)


def _text(rule: str) -> str:
    """The headers, each group below the files that it is for."""
    line = messages.line
    groups = {line("headers_pages"): {"Content-Security-Policy": rule, "Cache-Control": FRESH},
              line("headers_kept", pattern=DIGEST): {"Cache-Control": FOREVER},
              line("headers_other"): {"Cache-Control": FRESH}, line("headers_all"): _ALWAYS}
    return "\n".join(f"{head}\n" + "".join(f"  {name}: {value}\n" for name, value in group.items())
                     for head, group in groups.items())


def _nginx(rule: str) -> str:
    """The part of nginx's configuration inside `server`; a location with a header inherits none."""
    pages = _location(r"~ \.html$", {"Content-Security-Policy": rule, "Cache-Control": FRESH, **_ALWAYS})
    kept = _location(f'~ "{DIGEST}"', {"Cache-Control": FOREVER, **_ALWAYS})
    manifest = _location(r"~ \.webmanifest$", {"Cache-Control": FRESH, **_ALWAYS},
                         "types { } default_type application/manifest+json;")
    rest = _location("/", {"Cache-Control": FRESH, **_ALWAYS})
    return f"index index.html;\nerror_page 404 /404.html;\ncharset utf-8;\n{kept}{manifest}{pages}{rest}"


def _location(match: str, named: dict[str, str], *lines: str) -> str:
    inner = (*lines, *(f'add_header {name} "{value}" always;' for name, value in named.items()))
    return f"location {match} {{\n" + "".join(f"    {line}\n" for line in inner) + "}\n"
