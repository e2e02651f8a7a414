"""Akoma Ntoso → EPUB 3.3: the texts side by side, then each alone, with metadata.

The text is the fragment that the site shows, as XHTML. The book loads nothing from outside and needs no fonts of its
own. Its metadata follow EPUB Accessibility 1.1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree
from markupsafe import Markup

from diptych.akn.iri import permalink
from diptych.config import media
from diptych.render import asset_files
from diptych.render.html import contents, headings, inline_notation
from diptych.render.html.contents import ContentsEntry
from diptych.render.html.notes import with_readings
from diptych.render.office import epub_notes, epub_pages
from diptych.render.office.cover import cover_lines
from diptych.render.office.text_fragments import Fragments
from diptych.render.office.zip_archive import archive
from diptych.render.print.edition import PrintedText
from diptych.render.publisher import NOBODY, SitePublisher

_MIMETYPE: Final = "application/epub+zip"
"""Content of the file `mimetype` (OCF 3.3, 4.2.2)."""
_FEATURES: Final = ("displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents")
"""The features of every book, as in the vocabulary of schema.org."""
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
"""Qualified name of the attribute `xml:lang`."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A file of the book: its name, language tag and label, its text as XHTML, its entries of the contents.

    `beside` are the entries of the other texts in it, by id.
    """

    name: str
    tag: str
    label: str
    body: Markup
    entries: tuple[ContentsEntry, ...]
    beside: Mapping[str, tuple[ContentsEntry, ...]] = field(default_factory=dict)


def epub(shown: Fragments, site_url: str, publisher: SitePublisher = NOBODY,
         printed: Mapping[str, int] | None = None, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The book of a work; the same documents give the same bytes. The fragments are changed in place.

    `printed` are the pages of the PDF with the same texts on which their clauses begin, by id; `pictures` the bytes of
    their pictures by name.
    """
    kept = _pictured(shown, pictures or {})
    texts, documents = shown.texts, [text.document for text in shown.texts]
    pages = epub_pages.mark(shown.alone[0] if shown.together is None else shown.together, printed or {})
    first, original, chapters = texts[0], documents[0], tuple(_chapters(shown))
    address = permalink(site_url, original.home)
    values: dict[str, Any] = {
        "publisher": publisher, "logo": f"logo{publisher.logo.suffix}" if publisher.logo else "",
        "texts": texts, "first": first, "chapters": chapters, "address": address, "pages": pages,
        "printed": f"{address}{'-'.join(document.language for document in documents)}.pdf",
        "pictures": {name: media.media_type(name) for name in kept}, "folder": media.FOLDER,
        "features": (*_FEATURES, *(("alternativeText",) if kept else ()),
                     *(("pageBreakMarkers", "pageNavigation") if pages else ())),
        "lines": cover_lines(texts),
        "tag": first.words.tag, "title": first.known.title,
        "text_addresses": [permalink(site_url, document.address) for document in documents],
        "licences": dict.fromkeys(text.known.licence.url for text in texts if text.known.licence),
        "date": original.known_date, "modified": original.markup_date}
    files = {name: asset_files.template("epub", name).render(**values)
             for name in ("package.opf", "nav.xhtml", "title.xhtml", "cover.svg")}
    container, files["style.css"] = (asset_files.folder("epub").joinpath(name).read_text("utf-8")
                                     for name in ("container.xml", "style.css"))
    page = asset_files.template("epub", "page.xhtml")
    files |= {f"{chapter.name}.xhtml": page.render(tag=chapter.tag, title=chapter.label, body=chapter.body)
              for chapter in chapters}
    # The media type comes first and is not compressed (OCF 3.3, 4.2.2).
    packed = {"mimetype": _MIMETYPE, "META-INF/container.xml": container,
              **{f"EPUB/{name}": content for name, content in files.items()}}
    binary = [(f"EPUB/{values['logo']}", publisher.logo.data)] if publisher.logo else []
    binary += [(f"EPUB/{media.FOLDER}{name}", data) for name, data in kept.items()]
    return archive([*((name, content.encode()) for name, content in packed.items()), *binary],
                   frozenset({"mimetype"}))


def _pictured(shown: Fragments, pictures: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The pictures that the texts show, whose addresses become those in the book, in place."""
    kept: dict[str, bytes] = {}
    for fragment in (*shown.alone, *(() if shown.together is None else (shown.together,))):
        for image in fragment.iter("img"):
            name = media.named(image.get("src", ""))
            if name in pictures:
                kept[name] = pictures[name]
                image.set("src", f"{media.FOLDER}{name}")
    return kept


def _chapters(shown: Fragments) -> Iterator[Chapter]:
    """The chapters: all texts side by side if there are several, then each text."""
    first = shown.texts[0]
    if shown.together is not None:
        yield Chapter("parallel", first.words.tag, first.say("view_parallel"), _xhtml(shown.together, first),
                      contents.entries(first.document), _beside(shown.texts[1:]))
    for text, fragment in zip(shown.texts, shown.alone, strict=True):
        yield Chapter(text.known.language, text.known.tag, text.name, _xhtml(fragment, text),
                      contents.entries(text.document))


def _beside(texts: Sequence[PrintedText]) -> Mapping[str, tuple[ContentsEntry, ...]]:
    """The entries of the contents of texts, by id."""
    beside: dict[str, tuple[ContentsEntry, ...]] = {}
    for text in texts:
        for entry in _flat(contents.entries(text.document)):
            beside[entry.id] = (*beside.get(entry.id, ()), entry)
    return beside


def _flat(entries: Sequence[ContentsEntry]) -> Iterator[ContentsEntry]:
    for entry in entries:
        yield entry
        yield from _flat(entry.children)


def _xhtml(tree: etree._Element, text: PrintedText) -> Markup:
    """A fragment as XHTML, with `xml:lang` beside each `lang`. Deleted text is shown and not read."""
    headings.close_gaps(tree)
    for deletion in tree.iter("del"):
        deletion.set("aria-hidden", "true")
    for element in with_readings(tree, text.words).iter(etree.Element):
        if element.get("lang"):
            element.set(_XML_LANG, element.get("lang", ""))
    epub_notes.pop_up(tree)
    tree = inline_notation.with_notation(tree, namespaced=True)
    etree.cleanup_namespaces(tree, top_nsmap={"epub": epub_notes.OPS})
    return Markup(etree.tostring(tree, encoding="unicode", method="xml", with_tail=False))  # noqa: S704 - serialised
