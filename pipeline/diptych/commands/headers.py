"""`diptych headers`: a finished site → the headers and redirections that its server should send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import click

from diptych.commands import messages, output
from diptych.preview.http_headers import DIGEST, FOREVER, FRESH
from diptych.project import built_site, load
from diptych.project.built_site import EndedFolder
from diptych.render.site.security_policy import policy
from diptych.render.site.server_rules import FORMS, ServerRules

_ALWAYS: Final = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin"}


@click.command()
@click.option("--format", "form", type=click.Choice(("text", *FORMS)), default="text", show_default=True,
              help="A header a line, or the configuration of a server: nginx, Caddy, Apache, Netlify.")
@click.pass_obj
def headers(root: Path, form: str) -> None:
    """Print the headers that the server of the finished site should send, above all its Content Security Policy, and
    the addresses that it should redirect (301) or call gone (410).

    The policy is that of the pages in site/: run it after each build with other languages, themes or scripts."""
    site = root / "site"
    pages = sorted(site.rglob("*.html"))
    if not pages:
        raise click.ClickException(messages.line("no_pages"))
    rules = _rules(policy(page.read_text(encoding="utf-8") for page in pages), list(_ended(root)))
    click.echo(FORMS[form](rules) if form in FORMS else _text(rules), nl=False)


def _ended(root: Path) -> Iterator[EndedFolder]:
    """The folders of the site that moved or ended, by the ledgers of clauses and of works."""
    yield from built_site.ended_clauses(root / "site")
    if (root / load.PUBLISHED).is_file():
        catalogue = output.catalogue(root)
        records = output.value(load.published(root, output.value(load.schema(root), catalogue)), catalogue)
        yield from built_site.ended_works(root / "site", records)


def _rules(rule: str, ended: Iterable[EndedFolder]) -> ServerRules:
    """What a server should send, with the policy of the pages."""
    ended = list(ended)
    return ServerRules(
        {"Content-Security-Policy": rule, "Cache-Control": FRESH, **_ALWAYS}, {"Cache-Control": FOREVER, **_ALWAYS},
        {"Cache-Control": FRESH, **_ALWAYS}, DIGEST, tuple((each.path, each.to) for each in ended if each.to),
        tuple(each.path for each in ended if not each.to))


def _text(rules: ServerRules) -> str:
    """The headers, each group below the files that it is for; then what moved and what ended."""
    line = messages.line
    pages = {name: value for name, value in rules.pages.items() if name not in _ALWAYS}
    groups = {line("headers_pages"): pages, line("headers_kept", pattern=DIGEST): {"Cache-Control": FOREVER},
              line("headers_other"): {"Cache-Control": FRESH}, line("headers_all"): _ALWAYS}
    shown = [f"{head}\n" + "".join(f"  {name}: {value}\n" for name, value in group.items())
             for head, group in groups.items()]
    if rules.moved:
        shown.append(f"{line('headers_moved')}\n" + "".join(f"  {old} {new}\n" for old, new in rules.moved))
    if rules.gone:
        shown.append(f"{line('headers_gone')}\n" + "".join(f"  {path}\n" for path in rules.gone))
    return "\n".join(shown)
