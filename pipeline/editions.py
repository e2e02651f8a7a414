"""One compiled work → its print editions: each language by itself, then the original beside each translation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from pipeline.compile import Compiled, Expression
from pipeline.diagnostics import Diagnostic, Position, Result
from pipeline.render import fonts, pdf
from pipeline.render import print as print_

FONTS = "schema/fonts.toml"


@dataclass(frozen=True, slots=True)
class Press:
    """What all editions of a build share."""

    imprint: print_.Imprint
    fonts: fonts.Fonts


@dataclass(frozen=True, slots=True)
class Edition:
    """One PDF to be made: its file name, its print HTML, the Akoma Ntoso that travels in it."""

    name: str
    html: str
    sources: tuple[Expression, ...]
    press: Press

    def make(self) -> Result[bytes]:
        """The PDF; findings on a clause name the author's place of it."""
        attachments = tuple(pdf.Attachment(f"{one.document.language}.xml", one.data, one.document.title)
                            for one in self.sources)
        made = pdf.render(self.html, fonts=self.press.fonts, attachments=attachments)
        return Result(made.value, tuple(self._placed(item) for item in made.diagnostics))

    def _placed(self, item: Diagnostic) -> Diagnostic:
        places: dict[str, Position] = {}
        for one in reversed(self.sources):
            places |= one.positions
        eid = (item.eid or "").removesuffix("-" + (item.eid or "").rpartition("-")[2])
        return replace(item, position=item.position or places.get(item.eid or "") or places.get(eid))


def press(root: Path) -> Result[Press]:
    """Fonts as declared and as this machine has them, and the address of the site."""
    declared = fonts.declared((root / FONTS).read_bytes(), FONTS)
    if declared.value is None:
        return Result(None, declared.diagnostics)
    found = fonts.Fonts(declared.value, fonts.look_up(declared.value.packages))
    return Result(Press(print_.Imprint(site_url(root), declared.value), found), declared.diagnostics)


def editions(work: Compiled, shared: Press) -> Iterator[Edition]:
    """The work's editions in the order in which they are listed to readers."""
    imprint = shared.imprint
    for one in work.expressions:
        yield Edition(f"{one.document.language}.pdf", print_.expression(one.document, imprint), (one,), shared)
    original = work.expressions[0]
    for other in work.expressions[1:]:
        pair = (original.document, other.document)
        name = "-".join(document.language for document in pair)
        yield Edition(f"{name}.pdf", print_.parallel(pair, imprint), (original, other), shared)


def site_url(root: Path) -> str:
    """site_url of mkdocs.yml; empty where there is none."""
    data = yaml.load((root / "mkdocs.yml").read_text(encoding="utf-8"), Loader=_Plain)  # noqa: S506
    return str(data.get("site_url") or "") if isinstance(data, dict) else ""


class _Plain(yaml.SafeLoader):
    """YAML whose own tags (MkDocs has some that name Python objects) are passed over."""


_Plain.add_multi_constructor("", lambda *_: None)

