"""Akoma Ntoso as written → the same with its references linked, and findings for those that cannot be.

Like the writer it works on text: of a document only the blocks that hold a reference are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import islice
from typing import Final, NamedTuple

from diptych.akn.names import ABBREVIATIONS
from diptych.akn.write import Written
from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.language.label_patterns import blank_in
from diptych.language.profiles import Language
from diptych.references.amendments import ADDENDA, AmendedScope, Amendments
from diptych.references.blocks import TAG, TextBlock, blocks
from diptych.references.blocks import plain as plain_text
from diptych.references.cited_names import BareNames
from diptych.references.cited_units import CitedUnits
from diptych.references.contexts import before, own_article
from diptych.references.documents import OWN, Titles, endings, normal, titles
from diptych.references.grammar import Grammar, grammar, has_articles
from diptych.references.list_leads import Leads
from diptych.references.marked_words import numbered, outcome, span
from diptych.references.mentions import Mention, mentions
from diptych.references.outcomes import External, Lack, Resolved, Target
from diptych.references.outer_units import completed
from diptych.references.targets import Surroundings, Units, units
from diptych.values import dataclass

_META: Final = "</meta>"
_LISTED: Final = "</references>"
_EID: Final = re.compile(r' eId="([^"]*)"')
_TITLE: Final = re.compile(r"<docTitle>(.*?)</docTitle>")
_WORK: Final = re.compile(r'<FRBRuri value="([^"]*)"')
_ATTACHMENT: Final = re.compile(r'<attachment eId="([^"]*)">')
_LINE: Final = re.compile(r"<(?:p|heading) [^>]*>(.*?)</(?:p|heading)>")
_FIRST_LINES: Final = 3
"""Lines of an attachment that may be its label and its title; chosen."""
_CITED: Final = "cited"
NOWHERE: Final[Mapping[str, tuple[str, ...]]] = {}
"""No known documents."""
UNKNOWN: Final[Mapping[str, CitedUnits]] = {}
"""No known units of other documents."""
_REGISTRY: Final = "/akn/ontology/reference/diptych."


@dataclass(frozen=True, slots=True)
class Linked:
    """A document with its references linked, and the findings of those that are not.

    `names` are titles without spaces of documents that are not known, and words that may end with one.
    """

    written: Written
    diagnostics: tuple[Diagnostic, ...]
    names: frozenset[str] = frozenset()


class _LinkedBlock(NamedTuple):
    """The content of a block with its links, the eIds of all links in it, and its findings."""

    content: str
    eids: Sequence[str]
    findings: Sequence[Diagnostic]


_UNLINKED: Final = _LinkedBlock("", (), ())
_NOWHERE: Final = Surroundings("")
_NO_UNITS: Final[Mapping[int, str]] = {}


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of a document as XML, with what its references may mean by this document.

    `cited` are the units of known documents by IRI. `listed` are the units of other documents, by title and eId, with
    the eId and words of their metadata entries. `plain` are the texts of the blocks that hold references.
    `repealed` has the units whose text says no more than that, once they were looked for. `passed` is by the name of an
    element the place up to which it was looked for, with the last places where one begins and where one ends. `recent`
    is the title of the document named last, `leads` what the beginnings of lists refer to. These are filled on the way.
    """

    xml: str
    grammar: Grammar
    titles: Titles
    names: BareNames
    iri: str
    units: Units
    amendments: Amendments
    cited: Mapping[str, CitedUnits]
    plain: list[str] = field(default_factory=list)
    listed: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    repealed: list[frozenset[str]] = field(default_factory=list)
    passed: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    recent: list[str] = field(default_factory=lambda: [OWN])
    leads: Leads = field(default_factory=Leads)


def link(written: Written, language: Language, documents: Mapping[str, tuple[str, ...]] = NOWHERE,
         cited: Mapping[str, CitedUnits] = UNKNOWN, *, named: bool = True) -> Linked:
    """The document with a `ref` or `rref` around each reference, whose text is the printed words.

    `documents` are the IRIs of known documents by their names, `cited` the units of such documents by their IRIs.
    `named`: the names of unknown documents are wanted, which another work of the project may have. R030
    and R037 for a unit that is not there, R031 for words that may mean several, R032 for words that are marked in part,
    R036 for a title of several documents. R034 is a link to a unit that was repealed.
    """
    xml = written.text
    known = grammar(language, of_articles=has_articles(language) and "<article " in xml and (
        xml.count("<article ") > xml.count("<section ")), blank=blank_in(xml))
    if known is None:
        return Linked(written, ())
    start = max(xml.find(_META), 0)
    title = TAG.sub("", " ".join(_TITLE.findall(xml, start, max(xml.find("</preface>", start), start))))
    if known.amending_title.search(title) or known.sought.search(xml, start) is None:
        return Linked(written, ())
    text = _text(written, known, title, documents, cited)
    out: list[str] = []
    findings: list[Diagnostic] = []
    places: dict[str, Position] = {}
    at = max(xml.find(_LISTED, 0, start), 0)
    head = xml[:at]
    for block in blocks(xml, start, text.names.sought or known.sought):
        position = written.positions[block.eid]
        linked = _linked(text, block, position)
        findings += linked.findings
        if linked.eids:
            out += (xml[at:block.start], linked.content)
            for eid in linked.eids:
                places[eid] = position
            at = block.end
    if not places:
        return Linked(written, tuple(findings), _unknown(text) if named else frozenset())
    entries, listed = _entries(text, head)
    places |= dict.fromkeys(listed, next(iter(places.values())))
    data = "".join((head, *entries, *out, xml[at:]))
    return Linked(Written(data, {**written.positions, **places}, written.numbers), tuple(findings),
                  _unknown(text) if named else frozenset())


def _unknown(text: _Text) -> frozenset[str]:
    """The titles of unknown documents that a text names, and words in it that may end with one."""
    names = text.grammar.documents
    titles_ = {title for title, _ in text.listed}
    return endings(text.plain, names) | {normal(title, names) for title in titles_}


def _text(written: Written, known: Grammar, title: str, documents: Mapping[str, tuple[str, ...]],
          cited: Mapping[str, CitedUnits]) -> _Text:
    """The document with what its references may mean."""
    xml = written.text
    meant = titles(xml, known, "".join(title.split()), dict(_attached(xml)), documents)
    work = _WORK.search(xml)
    return _Text(xml, known, meant, meant.bare(known.sought), work[1] if work else "",
                 units(known, written.positions), Amendments(xml, known, meant), cited)


def _attached(xml: str) -> Iterator[tuple[str, str]]:
    """The first lines of each attachment with its eId: its label and its title."""
    for match in _ATTACHMENT.finditer(xml) if "<attachment " in xml else ():
        start = xml.find(_META, match.end())
        for line in islice(_LINE.finditer(xml, start, xml.find("</attachment>", start)), _FIRST_LINES):
            yield TAG.sub("", line[1]), match[1]


def _linked(text: _Text, block: TextBlock, position: Position) -> _LinkedBlock:
    """A block with its links."""
    offsets, plain = plain_text(block.content)
    text.plain.append(plain)
    found: Sequence[Mention] = completed(
        plain, mentions(plain, text.grammar, text.names, 0 if offsets else block.found), text.grammar)
    scope = text.amendments.scope(block) if block.eid.startswith(ADDENDA) else None
    if scope is not None:
        found = scope.mentions(found, plain)
    if not found:
        return _UNLINKED
    above = [mention for mention in found if mention.anaphor and mention.level < text.grammar.articles]
    place = Surroundings(block.eid, _around(text, block) if above else _NO_UNITS)
    parts: list[str] = []
    eids: list[str] = []
    findings: list[Diagnostic] = []
    counts = {"ref": 0, "rref": 0}
    found, done = text.leads.begun(block.eid, plain, found, text.grammar)
    at = 0
    for said in found:
        # Those that go on with another are few, and others are as they are.
        printed = own_article(text.xml, text.grammar.articles, plain, said) if said.continues else said
        former = before(text.units, plain, done, printed)
        mention, resolved, missing = _existing(text, printed, former, place, scope)
        findings += [_finding(Lack.UNIT, position, block.eid, plain[item.start:item.end]) for item in missing]
        done.append((mention, resolved))
        first, last = mention.start, mention.end
        words = plain[first:last]
        if offsets:
            known = isinstance(resolved, External) and bool(text.titles.iris(resolved.title))
            first, last, words = span(block.content, offsets, mention, known=known)
            resolved = outcome(block.content, resolved, first, words)
        if isinstance(resolved, External):
            resolved, doubtful = _located(text, resolved, position, block.eid, words)
            findings += doubtful
        elif isinstance(resolved, Lack):
            if scope is None and resolved is not Lack.DOCUMENT:
                findings.append(_finding(resolved, position, block.eid, plain[mention.start:mention.end]))
            continue
        elif scope is None and _is_repealed(text, resolved):
            findings.append(diagnostic("R034", position, block.eid, text=words, unit=resolved.first))
        name, attributes = _addressed(text, resolved, plain, mention)
        counts[name] += 1
        eids.append(f"{block.eid}__{name}_{counts[name]}")
        parts.append(f'{block.content[at:first]}<{name} {attributes} eId="{eids[-1]}">{words}</{name}>')
        at = last
    text.leads.keep(block.eid, plain, done)
    content = "".join((*parts, block.content[at:]))
    if offsets and parts:
        content, eids = numbered(content, block.eid)
    return _LinkedBlock(content, eids, findings)


def _existing(text: _Text, mention: Mention, before: tuple[Mention, Resolved] | None, place: Surroundings,
              scope: AmendedScope | None) -> tuple[Mention, Resolved, list[Mention]]:
    """A reference and what it names; instead of a missing unit, the one around it that a part of the words names, and
    the references to the missing ones."""
    missing: list[Mention] = []
    resolved = _resolved(text, mention, before, place, scope)
    while resolved is Lack.UNIT and scope is None and mention.outer is not None:
        missing.append(mention)
        mention = mention.outer
        resolved = _resolved(text, mention, before, place, scope)
    return mention, resolved, missing


def _resolved(text: _Text, mention: Mention, before: tuple[Mention, Resolved] | None, place: Surroundings,
              scope: AmendedScope | None) -> Resolved:
    """What a reference names; the title of its document is remembered for those that say the same document."""
    if scope is None and mention.cited is None:
        return _single(text, text.units.resolve(mention, OWN, before, place))
    # Addenda name themselves as such, whatever they were made for.
    own = scope is None or scope.title is None and mention.addenda
    carried = before is not None and (mention.joined or mention.anaphor is not None)
    title = OWN if own or carried or scope is None else scope.title
    if mention.cited is not None:
        title = text.titles.meaning(mention.cited, text.recent[0])
        if title:
            text.recent[0] = title
    return _single(text, text.units.resolve(mention, title, before, place if own else _NOWHERE))


def _single(text: _Text, found: Resolved) -> Resolved:
    """What a reference names, if its title is not that of several documents."""
    several = text.titles.works and isinstance(found, External) and len(text.titles.iris(found.title)) > 1
    return Lack.TITLE if several else found


def _finding(lack: Lack, position: Position, eid: str, words: str) -> Diagnostic:
    """The finding for words that get no link."""
    if lack is Lack.UNIT:
        return diagnostic("R030", position, eid, text=words)
    codes = {Lack.CERTAINTY: "R031", Lack.TITLE: "R036"}
    return diagnostic(codes.get(lack, "R032"), position, eid, text=words)


def _is_repealed(text: _Text, target: Target) -> bool:
    """Whether the first or the last unit that a reference names was repealed."""
    if not text.repealed:
        text.repealed.append(frozenset(repealed_units(text.xml, text.grammar, text.units.eids)))
    repealed = text.repealed[0]
    return bool(repealed) and (target.first in repealed or target.last in repealed)


def repealed_units(xml: str, known: Grammar, eids: Container[str]) -> Iterator[str]:
    """The units of a text as XML that say only that they were repealed; `eids` are those of all its units."""
    for match in known.repealed.finditer(xml):
        eid = _EID.search(xml, xml.rfind("<p ", 0, match.start()))
        unit = eid[1].rpartition("__p_")[0] if eid else ""
        yield unit
        outer, _, last = unit.rpartition("__")
        if last == "para_1" and f"{outer}__para_2" not in eids:
            yield outer


def _located(text: _Text, target: External, position: Position, eid: str, words: str) -> tuple[
        External, list[Diagnostic]]:
    """The units of a known document that a reference in a block means, with a finding if one is repealed or lacking.

    Without its units the reference means the document as a whole.
    """
    iris = text.titles.iris(target.title) if target.first else ()
    units_ = text.cited.get(iris[0]) if iris else None
    if units_ is None:
        return target, []
    printed = (target.first,) if target.first == target.last else (target.first, target.last)
    placed = [units_.place(unit, text.grammar) for unit in printed]
    if not all(placed):
        missing = f"{iris[0]}/~{printed[placed.index('')]}"
        found = [diagnostic("R037", position, eid, text=words, unit=missing)] if units_.dated else []
        return External(target.title), found
    repealed = next((unit for unit in placed if units_.dated and unit in units_.repealed), "")
    found = [diagnostic("R034", position, eid, text=words, unit=f"{iris[0]}/~{repealed}")] if repealed else []
    return External(target.title, placed[0], placed[-1]), found


def _addressed(text: _Text, target: Target | External, plain: str, mention: Mention) -> tuple[str, str]:
    """The element of a reference to a target, and its attributes."""
    if isinstance(target, Target):
        first, last = target.first, target.last
    elif not target.title:
        return "ref", f'href="{text.iri}"'
    elif target.title.startswith("#"):
        first = last = target.title[1:]
    elif iris := text.titles.iris(target.title):
        first, last = (f"{iris[0]}{'/~' if unit else ''}{unit}" for unit in (target.first, target.last))
        return ("ref", f'href="{first}"') if first == last else ("rref", f'from="{first}" upTo="{last}"')
    else:
        gap = text.grammar.documents.gap.match(plain, mention.cited.end) if mention.cited and mention.named else None
        said = plain[gap.end():mention.end] if gap and target.first == target.last else ""
        first = _entry(text, target.title, target.first, said)
        last = first if target.first == target.last else _entry(text, target.title, target.last, said)
    return ("ref", f'href="#{first}"') if first == last else ("rref", f'from="#{first}" upTo="#{last}"')


def _entry(text: _Text, title: str, unit: str, words: str) -> str:
    """The eId of the entry in the metadata for a unit of another document."""
    entry = text.listed.get((title, unit))
    if entry is None:
        entry = text.listed[title, unit] = f"{_CITED}-{len(text.listed) + 1}", f"{title} {words}" if words else title
    return entry[0]


def _entries(text: _Text, head: str) -> tuple[list[str], list[str]]:
    """The entries for other documents and their units, to come behind the `head` of the metadata, and their eIds."""
    if not head:
        return [], []
    pad = head[head.rfind("\n"):]
    entries = [f'  <TLCReference eId="{eid}" href="{_REGISTRY}{eid}{"#" if unit else ""}{unit}" '
               f'showAs="{_attribute(words)}" name="document"/>{pad}'
               for (_, unit), (eid, words) in text.listed.items()]
    return entries, [eid for eid, _ in text.listed.values()]


def _attribute(words: str) -> str:
    """Words of the XML as the value of an attribute."""
    return " ".join(words.replace('"', "&quot;").split())


def _around(text: _Text, block: TextBlock) -> dict[int, str]:
    """The units above articles around a block, by level: their eIds do not show in that of an article."""
    around: dict[int, str] = {}
    for short, rank in text.units.ranks.items():
        if rank >= text.grammar.articles:
            continue
        name = next((name for name, known in ABBREVIATIONS.items() if known == short), short)
        at, opening, closing = text.passed.get(name, (0, -1, -1))
        opening = max(opening, text.xml.rfind(f"<{name} ", at, block.start))
        closing = max(closing, text.xml.rfind(f"</{name}>", at, block.start))
        text.passed[name] = block.start, opening, closing
        if opening > closing:
            found = _EID.search(text.xml, opening)
            around[rank] = found[1] if found else ""
    return around
