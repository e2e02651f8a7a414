"""A compiled work → what is published of it for machines besides its XML; an address → what is cited there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from pipeline import project, versions
from pipeline.akn import uri
from pipeline.akn.document import Document
from pipeline.akn.fingerprints import anchors
from pipeline.compile import Compiled, compile_work
from pipeline.diagnostics import Result
from pipeline.ledger import Ledger, settled
from pipeline.products import Files, Given
from pipeline.render import interface, jsonld
from pipeline.render.data import data
from pipeline.render.history import left
from pipeline.render.panel import PATH, panel
from pipeline.render.pdf_places import pages
from pipeline.render.pinpoints import TO
from pipeline.render.styles import Styles

_REST: Final = re.compile(r"(?:/@(?P<version>[\d-]+)|/(?P<language>[a-z]{3})(?:[@:](?P<date>[^/~#]*))?)?"
                          r"(?:/!main)?/?(?:[~#](?P<eid>[^/]+))?")
"""What may follow a work's IRI: a text of it, a clause."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What an address names: a work, one of its texts or the work itself (no language), a clause, those from one to
    another (`art_3->art_5`) or all (no eId)."""

    documents: tuple[Document, ...]
    language: str
    eid: str


def make(given: Given, _: str) -> Result[Files]:
    """The files for machines; they name the others beside the work's page."""
    beside = {**dict(sorted(given.texts)), **dict(sorted(given.files.items()))}
    digests = {name: sha256(data).hexdigest() for name, data in beside.items()}
    printed = {name: pages(data) for name, data in sorted(given.files.items()) if name.endswith(".pdf")}
    return Result(exports(given.documents, given.value("citations"), given.value("site").site_url, digests,
                          given.versions, printed))


def exports(documents: Sequence[Document], known: Styles, site_url: str, digests: Mapping[str, str],
            versions: Sequence[Sequence[Document]] = (),
            printed: Mapping[str, Mapping[str, int]] | None = None) -> Files:
    """The files for machines, by name; `digests` are the SHA-256 of the others beside the work's page, `versions` as in
    `jsonld.work`, `printed` as in `panel`."""
    graph = jsonld.script(jsonld.work(documents, site_url, digests, versions)).encode() + b"\n"
    return (("data.json", data(documents, site_url, digests)), (jsonld.PATH, graph),
            (PATH, panel(documents, known, site_url, printed or {})))


def find(root: Path, address: str, language: str, site_url: str) -> Cited | None:
    """What an IRI or a permalink of this site names, a clause that moved by where it stands now; None where no work, no
    text and no clause stands there.

    `language`, a code or tag such as ko, takes the place of the one that the address names.
    """
    known = project.schema(root)
    sources = project.sources(root, known.value) if known.value else None
    path = address.removeprefix(site_url.rstrip("/"))
    for source in (sources.value or ()) if sources else ():
        iri = uri.work_iri(source.work)
        rest = _REST.fullmatch(path.removeprefix(iri)) if path.startswith(iri) else None
        if rest and known.value:
            work = compile_work(source, known.value)
            documents = _asked(work, rest["language"] or "", rest["date"] or rest["version"] or "")
            ends = unquote(rest["eid"] or "").split(TO)
            eid = TO.join(dict.fromkeys(_now(one, source.ledger, documents) for one in ends))
            return _checked(Cited(documents, rest["language"] or "", eid), language)
    return None


def _asked(work: Compiled, language: str, date: str) -> tuple[Document, ...]:
    """The texts of the version that an address names by its date, or by that of one of its texts; with no date those of
    the newest, or of the last that has the language."""
    dated = [documents for one in versions.dated(work) if (documents := versions.documents(one))]
    if not date:
        lacking = [tuple(documents) for documents, text in left(dated) if text.language == language]
        return lacking[0] if lacking else versions.documents(work)
    named = f"/{language}@{date}" if language else f"/@{date}"
    every = dated or [versions.documents(work)]
    return next((documents for documents in every if any(
        document.expression_iri.endswith(named) if language else document.home.endswith(named)
        for document in documents)), ())


def _now(eid: str, ledger: Ledger, documents: Sequence[Document]) -> str:
    """Where the clause that was published at an eId stands in these texts, if it moved from there to one other."""
    here = {one for document in documents for one in anchors(document)}
    if not documents or eid in here:
        return eid
    published = settled(ledger.of(documents[0].version).anchors, here)
    places = [anchor.to for anchor in published if anchor.id == eid and len(anchor.to) == 1]
    return places[-1][0] if places else eid


def _checked(cited: Cited, language: str) -> Cited | None:
    """The same in the language asked for, if there are such a text and such a clause."""
    names = {name: document.language for document in reversed(cited.documents) for name in _names(document)}
    asked = language or cited.language
    if asked and asked not in names or not cited.documents:
        return None
    shown = [document for document in cited.documents if document.language == names.get(asked)] or cited.documents
    if cited.eid and not any(_holds(document, cited.eid.split(TO)) for document in shown):
        return None
    return Cited(cited.documents, names.get(asked, ""), cited.eid)


def _holds(document: Document, eids: Sequence[str]) -> bool:
    """Whether a text has these clauses, in this order."""
    places = {eid: place for place, eid in enumerate(anchors(document))}
    found = [places.get(eid, -1) for eid in eids]
    first_and_last = 2
    return len(found) <= first_and_last and -1 not in found and found == sorted(found)


def _names(document: Document) -> Sequence[str]:
    return document.language, interface.code(document.language), interface.tag(document)
