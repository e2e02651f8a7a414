"""An address → the texts that it names, compiled from the project: moved clauses, ranges, languages, versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from diptych import interface_text
from diptych.akn import iri
from diptych.akn.document import Document
from diptych.akn.fingerprints import anchors
from diptych.akn.iri import Address
from diptych.anchors.ledger import Ledger, settled
from diptych.compile import versions
from diptych.compile.expression import Expression
from diptych.compile.work import Compiled, compile_work
from diptych.diagnostics import Diagnostic, Position, Result, diagnostic
from diptych.project import load


@dataclass(frozen=True, slots=True)
class Cited:
    """What an address names: the expressions of one version of a work, the original first.

    `language` is that of the one text that is meant, empty for the work itself. `eid` is that of a clause, or
    `art_3->art_5` for a range, as they are today; empty for a whole text.
    """

    expressions: tuple[Expression, ...]
    language: str
    eid: str

    @property
    def documents(self) -> tuple[Document, ...]:
        """The texts of the version."""
        return tuple(one.document for one in self.expressions)

    @property
    def shown(self) -> tuple[Expression, ...]:
        """The text that is meant, or all of them."""
        return tuple(one for one in self.expressions if self.language in ("", one.document.language))


def find(root: Path, address: str, language: str, site_url: str) -> Result[Cited]:
    """What an IRI or a permalink of this site names; a clause that moved is found where it is today.

    `language`, a code or tag such as ko, takes the place of the one in the address. P008 if nothing is published there.
    """
    known = load.schema(root)
    if known.value is None:
        return Result(None, known.diagnostics)
    named = iri.address(address, site_url)
    source = load.source(root, known.value, named.path) if named else Result(None)
    problems: list[Diagnostic] = [*source.diagnostics]
    if named and source.value and iri.work_iri(source.value.work) == named.work:
        work = compile_work(source.value, known.value)
        found = _cited(work, named, language)
        if found is not None:
            return Result(found)
        problems += () if work.expressions else work.diagnostics
    return Result(None, (*problems, diagnostic("P008", Position(address), language=language or "any language")))


def _cited(work: Compiled, named: Address, language: str) -> Cited | None:
    """The address within a compiled work; None where it has no such version, text or clause."""
    texts = _version(work, named.language, named.date)
    known = {name: one.document.language for one in reversed(texts) for name in _names(one.document)}
    asked = language or named.language
    if not texts or asked and asked not in known:
        return None
    documents = [one.document for one in texts]
    ends = (_today(eid, work.source.ledger, documents) for eid in (named.first, named.last))
    moved = iri.of_clause(named, *ends)
    found = Cited(texts, known.get(asked, ""), moved.clause)
    if moved.clause and not any(_holds(one.document, moved) for one in found.shown):
        return None
    return found


def _version(work: Compiled, language: str, date: str) -> tuple[Expression, ...]:
    """The texts of the version that an address names by its date, or by that of one of its texts; without a date those
    of the newest, or of the last that has the language."""
    dated = versions.dated(work)
    if not date:
        last = versions.left([versions.documents(one) for one in dated])
        lacking = next((document.version for _, document in last if document.language == language), None)
        return next((one.expressions for one in dated if one.source.work.version == lacking), work.expressions)
    named = f"/{language}@{date}" if language else f"/@{date}"
    return next((one.expressions for one in dated or (work,) if any(
        (item.document.expression_iri if language else item.document.home).endswith(named)
        for item in one.expressions)), ())


def _today(eid: str, ledger: Ledger, documents: Sequence[Document]) -> str:
    """The eId in these texts of the clause that was published at `eid`, if it moved from there to one other."""
    here = {one for document in documents for one in anchors(document)}
    if eid in here:
        return eid
    published = settled(ledger.of(documents[0].version).anchors, here)
    places = [anchor.to for anchor in published if anchor.id == eid and len(anchor.to) == 1]
    return places[-1][0] if places else eid


def _holds(document: Document, named: Address) -> bool:
    """Whether a text has the clause, or both ends of the range in this order."""
    places = {eid: place for place, eid in enumerate(anchors(document))}
    first, last = places.get(named.first, -1), places.get(named.last, -1)
    return 0 <= first <= last


def _names(document: Document) -> Sequence[str]:
    return document.language, interface_text.code(document.language), interface_text.tag(document)


def placed(item: Diagnostic, texts: Sequence[Expression]) -> Diagnostic:
    """A finding on a clause of some texts, with the author's place of it."""
    positions = {eid: place for one in reversed(texts) for eid, place in one.positions.items()}
    eid = item.eid or ""
    return replace(item, position=item.position or positions.get(eid) or positions.get(eid.rpartition("-")[0]))
