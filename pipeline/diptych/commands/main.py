"""The command `diptych`. The module of a command is imported only when the command is called."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, cast

import click

from diptych.commands import messages
from diptych.commands.localised_help import LocalisedGroup


def _add() -> click.Command:
    from diptych.commands.add import add  # noqa: PLC0415

    return add


def _align() -> click.Command:
    from diptych.commands.align import align  # noqa: PLC0415

    return align


def _anchors() -> click.Command:
    from diptych.commands.anchors import anchors  # noqa: PLC0415

    return anchors


def _build() -> click.Command:
    from diptych.commands.build import build  # noqa: PLC0415

    return build


def _check() -> click.Command:
    from diptych.commands.check import check  # noqa: PLC0415

    return check


def _cite() -> click.Command:
    from diptych.commands.cite import cite  # noqa: PLC0415

    return cite


def _confirm() -> click.Command:
    from diptych.commands.confirm import confirm  # noqa: PLC0415

    return confirm


def _convert() -> click.Command:
    from diptych.commands.convert import convert  # noqa: PLC0415

    return convert


def _dataset() -> click.Command:
    from diptych.commands.dataset import dataset  # noqa: PLC0415

    return dataset


def _explain() -> click.Command:
    from diptych.commands.explain import explain  # noqa: PLC0415

    return explain


def _headers() -> click.Command:
    from diptych.commands.headers import headers  # noqa: PLC0415

    return headers


def _import() -> click.Command:
    from diptych.commands.import_translation import import_translation  # noqa: PLC0415

    return import_translation


def _init() -> click.Command:
    from diptych.commands.init import init  # noqa: PLC0415

    return init


def _key() -> click.Command:
    from diptych.commands.key import key  # noqa: PLC0415

    return key


def _mcp() -> click.Command:
    from diptych.commands.mcp import mcp  # noqa: PLC0415

    return mcp


def _pair() -> click.Command:
    from diptych.commands.pair import pair  # noqa: PLC0415

    return pair


def _pdf() -> click.Command:
    from diptych.commands.pdf import pdf  # noqa: PLC0415

    return pdf


def _release() -> click.Command:
    from diptych.commands.release import release  # noqa: PLC0415

    return release


def _review() -> click.Command:
    from diptych.commands.review import review  # noqa: PLC0415

    return review


def _schema() -> click.Command:
    from diptych.commands.schema import schema  # noqa: PLC0415

    return schema


def _serve() -> click.Command:
    from diptych.commands.serve import serve  # noqa: PLC0415

    return serve


def _sign() -> click.Command:
    from diptych.commands.sign import sign  # noqa: PLC0415

    return sign


def _terms() -> click.Command:
    from diptych.commands.terms import terms  # noqa: PLC0415

    return terms


def _todo() -> click.Command:
    from diptych.commands.todo import todo  # noqa: PLC0415

    return todo


def _upgrade() -> click.Command:
    from diptych.commands.upgrade import upgrade  # noqa: PLC0415

    return upgrade


def _verify() -> click.Command:
    from diptych.commands.verify import verify  # noqa: PLC0415

    return verify


def _verify_citations() -> click.Command:
    from diptych.commands.verify_citations import verify_citations  # noqa: PLC0415

    return verify_citations


def _verify_quote() -> click.Command:
    from diptych.commands.verify_quote import verify_quote  # noqa: PLC0415

    return verify_quote


COMMANDS: Final[Mapping[str, Callable[[], click.Command]]] = MappingProxyType({
    "add": _add, "align": _align, "anchors": _anchors, "build": _build, "check": _check, "cite": _cite,
    "confirm": _confirm, "convert": _convert, "dataset": _dataset, "explain": _explain, "headers": _headers,
    "import": _import, "init": _init, "key": _key, "mcp": _mcp, "pair": _pair, "pdf": _pdf, "release": _release,
    "review": _review, "schema": _schema, "serve": _serve, "sign": _sign, "terms": _terms, "todo": _todo,
    "upgrade": _upgrade, "verify": _verify,
    "verify-citations": _verify_citations, "verify-quote": _verify_quote})
"""The functions that import the commands, by name."""


class _Commands(Mapping[str, click.Command]):
    """The commands by name; a command is imported when it is asked for."""

    def __getitem__(self, name: str) -> click.Command:
        return COMMANDS[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


@click.group(cls=LocalisedGroup, commands=cast(MutableMapping[str, click.Command], _Commands()),
             context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-C", "directory", type=click.Path(path_type=Path), default=Path(), metavar="DIR",
              help="Work on the project in DIR, not on the one in the current directory.")
@click.option("--lang", metavar="TAG", is_eager=True, expose_value=False, callback=messages.choose,
              help="The language of messages and help, such as zh, ko or en; that of the locale if not said.")
@click.version_option(package_name="diptych")
@click.pass_context
def main(context: click.Context, directory: Path) -> None:
    """Publish legal documents that exist in two or more languages: Akoma Ntoso, website, PDF."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Bytes of a file's name that are not UTF-8 (PEP 383) become escapes, which JSON has too.
        sys.stdout.reconfigure(errors="backslashreplace")
    context.obj = directory.resolve()


if __name__ == "__main__":
    main()
