"""The address of a work, a text or a clause → the edition that prints it, made of what stands in the project now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from pipeline import editions, project, versions
from pipeline.akn import uri
from pipeline.compile import Compiled, compile_work
from pipeline.diagnostics import Diagnostic, Position, Result, diagnostic
from pipeline.editions import Edition, Press
from pipeline.express import Expression
from pipeline.render import interface

_ADDRESS: Final = re.compile(
    r"(?P<work>/akn/(?P<country>[^/]+)/[^/]+/(?P<rest>(?:[^/~#@]+/)*?[^/~#@]+))"
    r"(?:/(?P<language>[a-z]{3})?(?:[@:](?P<date>[^/~#]*))?)?(?:/!main)?/?(?:[~#](?P<eid>[^/]+))?/?")
"""An IRI: a work, a text of it, a version, a clause."""


def edition(root: Path, address: str, language: str, shared: Press) -> Result[Edition]:
    """What an IRI or a permalink of this site names, as one edition: a text, or all texts side by side where none is
    named. `language`, a code or tag, takes the place of that in the address. P008 where nothing is published there."""
    known = project.schema(root)
    if known.value is None:
        return Result(None, known.diagnostics)
    read: list[Diagnostic] = []
    for work_iri, path, spoken, date, eid in _readings(address.removeprefix(shared.imprint.site.rstrip("/"))):
        source = project.source(root, known.value, path)
        read += source.diagnostics
        if source.value is None or uri.work_iri(source.value.work) != work_iri:
            continue
        work = compile_work(source.value, known.value)
        every = _texts(work, "", date)
        made = _made(_texts(work, language or spoken, date), every, eid, shared)
        if made is not None:
            return Result(made)
        read += () if work.expressions else work.diagnostics
    return Result(None, (*read, diagnostic("P008", Position(address), language=language or "any language")))


def _readings(address: str) -> Iterator[tuple[str, str, str, str, str]]:
    """The ways to read an address, as the IRI of a work, its folder, language, date and eId: three letters may be a
    language or the number of a work."""
    named = _ADDRESS.fullmatch(address)
    if named:
        work, folder, spoken = named["work"], f"{named['country']}/{named['rest']}", named["language"] or ""
        rest = named["date"] or "", named["eid"] or ""
        yield (work, folder, spoken, *rest)
        if spoken:
            yield (f"{work}/{spoken}", f"{folder}/{spoken}", "", *rest)


def _texts(work: Compiled, language: str, date: str) -> tuple[Expression, ...]:
    """The texts of a work in a language, or all of them, of the version of a date, or of the newest."""
    dated = [one for one in (*versions.dated(work), work) if date in (one.source.work.version, "")
             or any(item.document.expression_iri.endswith(f"@{date}") for item in one.expressions)]
    version = work if not date else next(iter(dated), None)
    every = version.expressions if version else ()
    return tuple(one for one in every if language in ("", *_names(one)))


def _names(text: Expression) -> Sequence[str]:
    document = text.document
    return document.language, interface.code(document.language), interface.tag(document)


def _made(texts: Sequence[Expression], every: Sequence[Expression], eid: str, shared: Press) -> Edition | None:
    if not texts:
        return None
    return editions.excerpt(texts, eid, shared) if eid else editions.whole(texts, shared, every[0].document)
