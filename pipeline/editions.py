"""One compiled work → its print editions: each language by itself, then the original beside each translation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.compile import Compiled
from pipeline.diagnostics import Diagnostic, Position, Result
from pipeline.express import Expression
from pipeline.press import Sheet, Source
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


def press(root: Path, site_url: str, paper: str = "", medium: str = "") -> Result[Press]:
    """Fonts as declared and as this machine has them, the address of the site, paper and medium: those named, else
    those of mkdocs.yml."""
    declared = fonts.declared((root / FONTS).read_bytes(), FONTS)
    if declared.value is None:
        return Result(None, declared.diagnostics)
    found = fonts.Fonts(declared.value, fonts.look_up(declared.value.packages))
    options = site_options(root).value or SiteOptions()
    imprint = print_.Imprint(site_url, declared.value, paper=paper or options.paper, medium=medium or options.edition)
    return Result(Press(imprint, found), declared.diagnostics)


def editions(work: Compiled, shared: Press) -> tuple[Edition, ...]:
    """The work's editions, those that take longest first."""
    original = work.expressions[0]
    pairs = [(original, other) for other in work.expressions[1:]]
    parallel = [_edition(pair, print_.parallel([one.document for one in pair], shared.imprint), shared)
                for pair in pairs]
    single = [_edition((one,), print_.expression(one.document, shared.imprint), shared) for one in work.expressions]
    return (*parallel, *single)


def excerpt(texts: Sequence[Expression], eid: str, shared: Press) -> Edition | None:
    """One clause of a text, or of all texts side by side; None where none of them shows it."""
    html = print_.clause([one.document for one in texts], eid, shared.imprint)
    return None if html is None else _edition(texts, html, shared)


def whole(texts: Sequence[Expression], shared: Press) -> Edition:
    """A text by itself, or all texts side by side."""
    documents = [one.document for one in texts]
    html = (print_.expression(documents[0], shared.imprint) if len(texts) == 1
            else print_.parallel(documents, shared.imprint))
    return _edition(texts, html, shared)


def _edition(texts: Sequence[Expression], html: str, shared: Press) -> Edition:
    sources = tuple(Source(f"{one.document.language}.xml", one.data, one.document.title) for one in texts)
    positions = {eid: place for one in reversed(texts) for eid, place in one.positions.items()}
    name = "-".join(one.document.language for one in texts)
    return Edition(f"{name}.pdf", Sheet(html, sources, shared.fonts), positions)
