"""Akoma Ntoso as written → the same with its references linked, and findings for those that cannot be.

Like the writer it works on text: of a document only the blocks that hold a reference are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from diptych.akn.names import ABBREVIATIONS
from diptych.akn.write import Written
from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.language.profiles import Language
from diptych.references.grammar import Grammar, grammar
from diptych.references.mentions import Mention, mentions
from diptych.references.targets import Lack, Resolved, Surroundings, Target, Units, units

_META: Final = "</meta>"
_TAG: Final = re.compile(r"<[^>]*>")
_MARK: Final = re.compile(r"<(ref|rref)\b([^>]*?) eId=\"[^\"]*\"")
_EID: Final = re.compile(r' eId="([^"]*)"')
_TITLE: Final = re.compile(r"<docTitle>(.*?)</docTitle>")
_FRONT: Final = ("preface", "preamble", "conclusions")
"""Parts whose lines are titles, tables of contents and signatures."""
_WHOLE: Final = ("ref", "rref", "del")
"""Inline elements in which no reference is linked."""
_HEAD: Final = 200
"""Characters of a unit that hold its heading; chosen. Raised: slower in long addenda."""
_ADDENDA: Final = "hcontainer"


@dataclass(frozen=True, slots=True)
class Linked:
    """A document with its references linked, and the findings of those that are not."""

    written: Written
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph or heading of the document: its eId, where its content begins and ends in the XML, and this."""

    eid: str
    start: int
    end: int
    content: str


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of a document as XML, with what its references may mean by this document. `amending` says of addenda,
    and of articles in them, whether they name the articles of other documents, and `names` of words for this document
    whether they mean it: as far as they were looked up."""

    xml: str
    grammar: Grammar
    title: str
    units: Units
    amending: dict[str, bool] = field(default_factory=dict)
    names: dict[str, bool] = field(default_factory=dict)

    def own(self, mention: Mention) -> bool:
        """Whether the words for this document mean this one, and no other that the text has given that name."""
        if mention.this and mention.this not in self.names:
            kind = "".join(mention.this.split())[1:]
            named = not self.title or kind in self.title[-len(kind) - 1:]
            source = self.grammar.defined.pattern.replace("{}", re.escape(mention.this))
            self.names[mention.this] = named and re.search(source, self.xml) is None
        return not mention.this or self.names[mention.this]


def link(written: Written, language: Language) -> Linked:
    """The document with a `ref` or `rref` around each reference to its own units, whose text is the printed words.
    R030 for a unit that is not there, R031 for words that may mean several, R032 for words that are marked in part."""
    known = grammar(language)
    xml = written.data.decode() if known else ""
    start = xml.find(_META)
    if known is None or known.sought.search(xml, max(start, 0)) is None:
        return Linked(written, ())
    title = _TAG.sub("", " ".join(_TITLE.findall(xml, start, max(xml.find("</preface>", start), start))))
    text = _Text(xml, known, "".join(title.split()), units(known, written.positions))
    if known.amending_title.search(title):
        return Linked(written, ())
    out, findings, places, at = list[str](), list[Diagnostic](), dict[str, Position](), 0
    for block in _blocks(text, start):
        content, eids, lacking = _linked(text, block, written.positions[block.eid])
        out += (xml[at:block.start], content)
        places.update(dict.fromkeys(eids, written.positions[block.eid]))
        findings += lacking
        at = block.end
    data = "".join((*out, xml[at:])).encode() if places else written.data
    return Linked(Written(data, {**written.positions, **places}, written.numbers), tuple(findings))


def _blocks(text: _Text, start: int) -> Iterator[_Block]:
    """The blocks that may hold a reference."""
    at = start
    while (hit := text.grammar.sought.search(text.xml, at)) is not None:
        block = _block(text.xml, hit.start())
        at = block.end if block else hit.end()
        if block and block.eid and not block.eid.startswith(_FRONT) and "<docTitle>" not in block.content:
            yield block


def _block(xml: str, at: int) -> _Block | None:
    """The block around a position; None if there is none."""
    paragraph = xml.rfind("<p ", 0, at)
    heading = xml.rfind("<heading ", max(paragraph, 0), at)
    name, opening = ("p", paragraph) if paragraph > heading else ("heading", heading)
    start, end = xml.find(">", opening) + 1, xml.find(f"</{name}>", opening)
    if opening < 0 or not start <= at < end:
        return None
    # A note has paragraphs of its own.
    note = xml.find("<authorialNote ", at, end)
    end = note if note >= 0 else end
    eid = _EID.search(xml, opening, start)
    return _Block(eid[1] if eid else "", start, end, xml[start:end])


def _linked(text: _Text, block: _Block, position: Position) -> tuple[str, list[str], list[Diagnostic]]:
    """The content of a block with its links, the eIds of all links in it, and its findings."""
    offsets, plain = _plain(block.content)
    found = () if _amends(text, block) else mentions(plain, text.grammar)
    if not found:
        return block.content, [], []
    above = any(mention.anaphor and mention.level < text.grammar.articles for mention in found)
    place = Surroundings(block.eid, _around(text, block) if above else {})
    parts, findings, eids, at = list[str](), list[Diagnostic](), list[str](), 0
    mine = [mention if text.own(mention) else replace(mention, outside=True) for mention in found]
    for mention, resolved in zip(mine, text.units.resolve_all(mine, place), strict=True):
        words, first, last = plain[mention.start:mention.end], offsets[mention.start], offsets[mention.end - 1] + 1
        outcome = _outcome(block.content, resolved, first, last)
        if isinstance(outcome, Target):
            eids.append(_eid(outcome, block.eid, eids))
            parts += (block.content[at:first], _element(outcome, eids[-1], block.content[first:last]))
            at = last
        elif outcome is not Lack.DOCUMENT:
            findings.append(_finding(outcome, position, block.eid, words))
    content = "".join((*parts, block.content[at:]))
    return (*(_numbered(content, block.eid) if parts and "<" in block.content else (content, eids)), findings)


def _outcome(content: str, resolved: Resolved, first: int, last: int) -> Resolved:
    """The target of the words between two places, if they can be linked; else why not."""
    if "<" not in content:
        return resolved
    marked = any(content.rfind(f"<{name} ", 0, first) > content.rfind(f"</{name}>", 0, first) for name in _WHOLE)
    if isinstance(resolved, Lack):
        return Lack.DOCUMENT if marked else resolved
    return Lack.MARK if marked or "<" in content[first:last] else resolved


def _finding(lack: Lack, position: Position, eid: str, words: str) -> Diagnostic:
    """The finding for words that get no link."""
    if lack is Lack.UNIT:
        return diagnostic("R030", position, eid, text=words)
    if lack is Lack.CERTAINTY:
        return diagnostic("R031", position, eid, text=words)
    return diagnostic("R032", position, eid, text=words)


def _eid(target: Target, block: str, before: Sequence[str]) -> str:
    """The eId of the reference to a target in a block, after those `before`."""
    stem = f"{block}__{'ref' if target.first == target.last else 'rref'}_"
    return f"{stem}{sum(eid.startswith(stem) for eid in before) + 1}"


def _element(target: Target, eid: str, words: str) -> str:
    """The element of a reference."""
    if target.first == target.last:
        return f'<ref href="#{target.first}" eId="{eid}">{words}</ref>'
    return f'<rref from="#{target.first}" upTo="#{target.last}" eId="{eid}">{words}</rref>'


def _numbered(content: str, block: str) -> tuple[str, list[str]]:
    """The content of a block with its references numbered in order, each kind by itself, and their eIds."""
    eids: list[str] = []

    def numbered(match: re.Match[str]) -> str:
        stem = f"{block}__{ABBREVIATIONS.get(match[1], match[1])}_"
        eids.append(f"{stem}{sum(eid.startswith(stem) for eid in eids) + 1}")
        return f'<{match[1]}{match[2]} eId="{eids[-1]}"'

    return _MARK.sub(numbered, content), eids


def _plain(content: str) -> tuple[Sequence[int], str]:
    """The text of a block's content, entities unchanged, and the offset of each of its characters in the content."""
    if "<" not in content:
        return range(len(content) + 1), content
    edges = [0, *(edge for tag in _TAG.finditer(content) for edge in tag.span()), len(content)]
    pieces = [range(first, last) for first, last in list(pairwise(edges))[::2]]
    return [at for piece in pieces for at in piece], "".join(content[piece.start:piece.stop] for piece in pieces)


def _amends(text: _Text, block: _Block) -> bool:
    """Whether a block is in addenda of another document, or in those that change others: it names their articles."""
    if not block.eid.startswith(_ADDENDA):
        return False
    if text.grammar.amending.search(block.content):
        return True
    addenda, _, rest = block.eid.partition("__")
    step = rest.partition("__")[0]
    return _heads(text, addenda, text.grammar.foreign, block.start) or step.startswith("art_") and _heads(
        text, f"{addenda}__{step}", text.grammar.amending, block.start)


def _heads(text: _Text, eid: str, pattern: re.Pattern[str], before: int) -> bool:
    """Whether a pattern matches at the head of the unit around a place."""
    if eid not in text.amending:
        at = text.xml.rfind(f'eId="{eid}"', 0, before)
        text.amending[eid] = at >= 0 and pattern.search(text.xml, at, at + _HEAD) is not None
    return text.amending[eid]


def _around(text: _Text, block: _Block) -> dict[int, str]:
    """The units above articles around a block, by level: their eIds do not show in that of an article."""
    around: dict[int, str] = {}
    for short, rank in text.units.ranks.items():
        name = next((name for name, known in ABBREVIATIONS.items() if known == short), short)
        opening = text.xml.rfind(f"<{name} ", 0, block.start)
        if rank < text.grammar.articles and opening > text.xml.rfind(f"</{name}>", 0, block.start):
            found = _EID.search(text.xml, opening)
            around[rank] = found[1] if found else ""
    return around
