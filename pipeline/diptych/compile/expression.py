"""Draft + identity → one expression: Akoma Ntoso bytes, the document read back, the proof that no text was lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from diptych.akn import write
from diptych.akn.counterparts import Counterparts
from diptych.akn.document import Document, read
from diptych.akn.metadata import Identity
from diptych.anchors.first_ids import first_ids
from diptych.anchors.ledger import Anchors
from diptych.config import works
from diptych.diagnostics import Diagnostic, Position
from diptych.draft import Draft, Note
from diptych.language.profiles import Language
from diptych.readers.formats.lines import Line, pictures, pieces
from diptych.readers.formats.package_account import Account
from diptych.readers.formats.received import ReceivedText
from diptych.references import definitions, links
from diptych.references.cited_units import CitedUnits
from diptych.validate import losslessness


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression: its bytes, the document read back from them, the number of characters that were proved.

    `positions` are the author's places, `numbers` the units' numbers, both by eId. `unlinked` are the findings of the
    references that have no link. `account` is that of the package that was received, if it was one. `pictures` are the
    bytes of its pictures by name. `names` are words in it that may end with the title of another document.
    """

    data: bytes
    document: Document
    characters: int
    positions: Mapping[str, Position]
    numbers: Mapping[str, str]
    unlinked: tuple[Diagnostic, ...] = ()
    account: Account | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    names: frozenset[str] = frozenset()

    def received(self, text: ReceivedText) -> Expression:
        """The expression with the account of what it was read from, and with its pictures."""
        return replace(self, account=text.account, pictures=text.pictures_of(text.lines))


@dataclass(frozen=True, slots=True)
class Reference:
    """The inputs of an expression besides its Draft: identity, entries of the term base, notes of the editor.

    `documents` are the IRIs of known documents, by their titles, short titles and numbers, and `cited` the units of
    such documents by their IRIs. `counterparts` are what the
    editor says of them. `anchors` are the published addresses of the version, behind those of each version before.
    `terms_used`: the uses of the terms that the text defines are marked. `names_used`: words in it that may end with
    the title of another document are wanted.
    """

    identity: Identity
    terms: Sequence[works.Term] = ()
    notes: Sequence[Note] = ()
    documents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counterparts: Counterparts = field(default_factory=dict)
    anchors: Sequence[Anchors] = ()
    terms_used: bool = True
    names_used: bool = True
    cited: Mapping[str, CitedUnits] = field(default_factory=dict)


def express(draft: Draft, language: Language, reference: Reference, lines: Iterable[Line]) -> tuple[
        Expression, losslessness.Proof]:
    """The expression of a Draft, and the proof that it holds the received lines."""
    written = write.write(draft, reference.identity, reference.terms, reference.notes, reference.counterparts)
    linked = links.link(written, language, reference.documents, reference.cited, named=reference.names_used)
    defined = definitions.mark(linked.written, language, used=reference.terms_used)
    written = write.with_first_ids(defined, first_ids(reference.anchors, defined.positions))
    document = read(written.data, reference.identity.expression.file, own=True).known
    lines = tuple(lines)
    proof = losslessness.prove(document, pieces(lines))
    shown = (dict(picture.attributes).get("src", "") for picture in pictures(lines))
    lost = losslessness.lost_pictures(document, shown)
    return Expression(written.data, document, proof.characters, written.positions, written.numbers,
                      (*linked.diagnostics, *lost), names=linked.names), proof
