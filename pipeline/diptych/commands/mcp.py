"""`diptych mcp`: a built site as tools of the Model Context Protocol, for programs that ask on behalf of a model."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.argument("site", metavar="[SITE_FOLDER|URL]", default="")
@click.pass_obj
def mcp(root: Path, site: str) -> None:
    """Answer questions on the published texts of a site: a server of the Model Context Protocol over standard input.

    The site is the folder or URL, or that which was built of the project. Answers are read from its files alone."""
    from diptych.commands.mcp_server import json_rpc  # noqa: PLC0415

    json_rpc.serve(site or str(root / "site"), sys.stdin.buffer, sys.stdout.buffer)
