"""A work's Akoma Ntoso → its print editions: each text by itself, the original beside a translation, a clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from pipeline import press as press_
from pipeline.akn.document import Document
from pipeline.diagnostics import Diagnostic, Position, Result
from pipeline.express import Expression
from pipeline.press import Sheet, Source
from pipeline.products import Files, Given
from pipeline.render import fonts
from pipeline.render import print as print_
from pipeline.site_options import SiteOptions, site_options

FONTS = "schema/fonts.toml"


@dataclass(frozen=True, slots=True)
class Press:
    """What all editions of a build share."""

    imprint: print_.Imprint
    fonts: fonts.Fonts


@dataclass(frozen=True, slots=True)
class Edition:
    """One PDF to be made: its file name, what it is made of, and the author's place of each clause in it."""

    name: str
    sheet: Sheet
    positions: Mapping[str, Position]

    def placed(self, item: Diagnostic) -> Diagnostic:
        """A finding on a clause of this edition, with the author's place of it."""
        eid = item.eid or ""
        place = self.positions.get(eid) or self.positions.get(eid.rpartition("-")[0])
        return replace(item, position=item.position or place)


def families(root: Path) -> Result[fonts.Declared]:
    """What schema/fonts.toml declares."""
    return fonts.declared((root / FONTS).read_bytes(), FONTS)


def press(root: Path, site_url: str, paper: str = "", medium: str = "") -> Result[Press]:
    """Fonts as declared and as this machine has them, the address of the site, paper and medium: those named, else
    those of mkdocs.yml."""
    declared = families(root)
    if declared.value is None:
        return Result(None, declared.diagnostics)
    found = fonts.Fonts(declared.value, fonts.look_up(declared.value.packages))
    options = site_options(root).value or SiteOptions()
    imprint = print_.Imprint(site_url, declared.value, paper=paper or options.paper, medium=medium or options.edition)
    return Result(Press(imprint, found), declared.diagnostics)


def make(given: Given, part: str) -> Result[Files]:
    """The PDF of an edition, named after its languages: zho, zho-kor."""
    texts = {document.language: (document, data)
             for document, (_, data) in zip(given.documents, given.texts, strict=True)}
    named = [texts[language] for language in part.split("-")]
    made = press_.make(sheet(named, given.value("press"), given.documents[0]))
    return Result(((f"{part}.pdf", made.value),) if made.value is not None else None, made.diagnostics)


def sheet(texts: Sequence[tuple[Document, bytes]], shared: Press, original: Document | None = None) -> Sheet:
    """The edition of some texts, in parallel if there are several: what is printed, and the files that travel in it.
    `original` is what a text alone translates."""
    documents, sums = [document for document, _ in texts], _sums(texts)
    html = (print_.expression(documents[0], shared.imprint, sums, original) if len(documents) == 1
            else print_.parallel(documents, shared.imprint, sums))
    return Sheet(html, tuple(Source(f"{document.language}.xml", data, document.title) for document, data in texts),
                 shared.fonts)


def excerpt(texts: Sequence[Expression], eid: str, shared: Press) -> Edition | None:
    """One clause of a text, or of all texts side by side; None where none of them shows it."""
    sums = _sums([(one.document, one.data) for one in texts])
    html = print_.clause([one.document for one in texts], eid, shared.imprint, sums)
    sources = tuple(Source(f"{one.document.language}.xml", one.data, one.document.title) for one in texts)
    return None if html is None else _edition(texts, Sheet(html, sources, shared.fonts))


def whole(texts: Sequence[Expression], shared: Press, original: Document | None = None) -> Edition:
    """A text by itself, or all texts side by side; `original` as in `sheet`."""
    return _edition(texts, sheet([(one.document, one.data) for one in texts], shared, original))


def _sums(texts: Sequence[tuple[Document, bytes]]) -> dict[str, str]:
    return {document.language: sha256(data).hexdigest() for document, data in texts}


def _edition(texts: Sequence[Expression], made: Sheet) -> Edition:
    positions = {eid: place for one in reversed(texts) for eid, place in one.positions.items()}
    return Edition("-".join(one.document.language for one in texts) + ".pdf", made, positions)
