"""A work → the pages of its addresses whose clauses were withdrawn, divided or replaced: what stood there, what became
of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from diptych import interface_text
from diptych.akn import iri
from diptych.akn.document import Document, emended
from diptych.akn.fingerprints import anchors, digest
from diptych.akn.fingerprints import words as fingerprinted
from diptych.anchors.ledger import Anchor, Anchors, State
from diptych.citations.csl_styles import Styles
from diptych.interface_text import Interface
from diptych.render.html.work_facts import TaggedText
from diptych.render.site import preview_notice
from diptych.render.site.page import CLAUSES, Page, Settings
from diptych.render.site.page_templates import rendered
from diptych.render.site.permalinks import PermalinkFolder, folders


def tombstones(documents: Sequence[Document], published: Anchors, settings: Settings,
               earlier: Sequence[Sequence[Document]] = (), *, styles: Styles) -> Iterator[Page]:
    """The pages of a work that lead nowhere by themselves; the values are those of `permalinks.addresses`."""
    if all(anchor.live for anchor in published):
        return
    every = (folder for plain in folders(documents, published, settings, earlier, styles)
             for folder in _in_interfaces(plain, settings, styles))
    yield from (preview_notice.marked(_page(folder, eid, settings), documents[0])
                for folder in every for eid in folder.work.past if folder.ended(eid))


def _in_interfaces(folder: PermalinkFolder, settings: Settings, styles: Styles) -> Iterator[PermalinkFolder]:
    """The folder; that of all texts in each further interface language too."""
    yield folder
    for words in () if folder.language else settings.interfaces.site[1:]:
        yield folder.in_interface(words, settings.home(words), styles.spoken(words.say("cite_words")))


def _page(folder: PermalinkFolder, eid: str, settings: Settings) -> Page:
    words, document = folder.citing.interface, folder.citing.document
    title, past = folder.label(eid), folder.work.past[eid]
    date, before = folder.before(eid)
    html = rendered(
        "tombstone.html", words, title=title, clauses=[_clause(folder, anchor) for anchor in past],
        work=TaggedText(document.title, interface_text.tag(document)), whole="../",
        now=_place(folder, eid) if eid in folder.work.clauses else None,
        before={"path": before, "date": words.date(date)} if date else None)
    description = " ".join(_fate(words, anchor) for anchor in past)
    text = interface_text.tag(document) if folder.language else ""
    work = f"{iri.site_path(document.home)}{iri.place(eid)}/"
    return Page(
        f"{folder.path}{iri.place(eid)}/", f"{title} – {document.title}", description, words,
        folder.citing.permalink(eid), settings.forms(work, words.language), (), html,
        scripts=CLAUSES, head=folder.metadata(eid), changed=max(anchor.until or anchor.first for anchor in past),
        text=text)


def _clause(folder: PermalinkFolder, anchor: Anchor) -> Mapping[str, Any]:
    """A former clause for the template: what became of it, where it is now, its words in the version that had it."""
    date, texts = _words(folder, anchor)
    words = folder.citing.interface
    return {"fate": _fate(words, anchor), "places": [_place(folder, eid) for eid in anchor.to], "texts": texts,
            "date": words.date(date)}


def _fate(words: Interface, anchor: Anchor) -> str:
    fate = words.say(f"address_{anchor.state}", date=words.date(anchor.first))
    return fate + words.say("address_reason", reason=anchor.reason) if anchor.state is State.WITHDRAWN else fate


def _place(folder: PermalinkFolder, eid: str) -> Mapping[str, str]:
    return {"path": folder.target(eid), "label": folder.label(eid)}


def _words(folder: PermalinkFolder, anchor: Anchor) -> tuple[str, Sequence[TaggedText]]:
    """The words of a former clause and the date of the last version with them; none if there is no such version."""
    recorded = {language: text.partition(".")[0] for language, text in anchor.texts}
    for version in folder.work.earlier:
        found = {document: anchors(document)[anchor.id] for document in version if anchor.id in document.by_eid
                 and anchor.id in anchors(document)}
        same = any(recorded.get(document.language) == digest(fingerprinted(element))
                   for document, element in found.items())
        if found and (same or not recorded):
            return version[0].version, [TaggedText(" ".join(emended(element).split()), interface_text.tag(document))
                                        for document, element in found.items()]
    return "", ()
