"""Tables [[pair]] of editorial.toml → which parts of the texts are one row, and the eIds of the translations beside it.

The eIds of the original stay as they are. Those of a translation follow it: a part more than the original has is the
second beside the last one (`p_8-2`), and the eId of a part that the translation lacks stays free.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from diptych.akn.counterparts import Counterpart, Counterparts
from diptych.akn.ids import COUNTED
from diptych.akn.names import ABBREVIATIONS, HIERARCHY
from diptych.akn.write import Written
from diptych.config.works import PairedParts
from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.draft import Block, Draft, Table, Unit
from diptych.readers.editing.inlines import received

_NAMES: Final = {short: name for name, short in ABBREVIATIONS.items()}
"""Elements by their abbreviations in eIds."""
Key = tuple[str, Position]
"""The name of a part's element, and the author's place."""


@dataclass(frozen=True, slots=True)
class PairedText:
    """A text while it is compiled: `written` is the document in which its parts have some counterparts."""

    language: str
    draft: Draft
    written: Callable[[Counterparts], Written]


@dataclass(frozen=True, slots=True)
class Pairing:
    """The counterparts of each text by language, and the findings on the entries."""

    counterparts: Mapping[str, Counterparts]
    findings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """The parts of a row by language, in the order of the texts; `absent` are the languages that lack them."""

    parts: Mapping[str, tuple[Key, ...]]
    absent: tuple[str, ...]


@dataclass(slots=True)
class _State:
    """The rows so far, and what they say of each text by language."""

    texts: Sequence[PairedText]
    rows: list[_Row] = field(default_factory=list)
    said: dict[str, dict[Key, Counterpart]] = field(default_factory=dict)

    def eids(self, text: PairedText) -> Mapping[str, Key]:
        """The parts of a text by the eIds that the rows so far give them."""
        return _keys(text.written(self.said.get(text.language, {})))

    def add(self, row: _Row) -> None:
        """Adds a row, and counts the parts of the translations anew."""
        self.rows.append(row)
        original = self.texts[0]
        lead = {key: eid for eid, key in _keys(original.written({})).items()}
        self.said = {text.language: {} for text in self.texts}
        for each in self.rows:
            first = next(lead[key] for key in each.parts[original.language])
            for language, keys in each.parts.items():
                self.said[language] |= {key: Counterpart(first if len(each.parts) > 1 else "", each.absent)
                                        for key in keys}
        for text in self.texts[1:]:
            self._count(text, lead)

    def _count(self, text: PairedText, lead: Mapping[Key, str]) -> None:
        said, first, written = self.said[text.language], self.texts[0].language, text.written({})
        keys = _keys(written)
        eids = {key: eid for eid, key in keys.items()}
        pairs = [([lead[key] for key in row.parts[first]], [eids[key] for key in row.parts[text.language]])
                 for row in self.rows if text.language in row.parts]
        absent = [lead[key] for row in self.rows if text.language in row.absent for key in row.parts[first]]
        for eid, ordinal in ordinals([eid for eid in keys if eid not in written.numbers], pairs, absent,
                                     lead.values()).items():
            said[keys[eid]] = replace(said.get(keys[eid], Counterpart()), ordinal=ordinal)


def pairing(texts: Sequence[PairedText], entries: Sequence[PairedParts]) -> Pairing:
    """What the entries say of the texts, the first of which is the original. An eId is that which the entries before
    it give.

    E001 or E002 for a quotation without one place, E012 for an entry that names no part of the original.
    """
    state, findings = _State(texts), []
    for entry in entries:
        parts, problems = _parts(state, entry)
        findings += problems
        if not problems:
            state.add(_Row(parts, entry.absent))
    return Pairing(state.said, tuple(findings))


def _parts(state: _State, entry: PairedParts) -> tuple[dict[str, tuple[Key, ...]], list[Diagnostic]]:
    """The parts that an entry names in each text, in the order of the text, and the findings."""
    parts: dict[str, tuple[Key, ...]] = {}
    findings: list[Diagnostic] = []
    named = dict(entry.at)
    for text in (text for text in state.texts if text.language in named):
        eids = state.eids(text)
        order = {key: at for at, key in enumerate(eids.values())}
        candidates = [item for item in _candidates(text.draft) if item.key in order]
        keys: list[Key] = []
        for quotation in named[text.language]:
            places = [eids[quotation]] if quotation in eids else list(_places(candidates, quotation))
            keys += places[:1]
            findings += () if len(places) == 1 else (_misplaced(quotation, places, entry, text.language),)
        parts[text.language] = tuple(sorted(keys, key=order.__getitem__))
    if not findings and (state.texts[0].language not in parts or not (len(parts) > 1 or entry.absent)):
        findings.append(diagnostic("E012", entry.position, original=state.texts[0].language))
    return parts, findings


def _misplaced(quotation: str, places: Sequence[Key], entry: PairedParts, language: str) -> Diagnostic:
    if not places:
        return diagnostic("E001", entry.position, quoted=quotation, language=language)
    return diagnostic("E002", entry.position, quoted=quotation, language=language, count=len(places),
                      places=", ".join(str(place) for _, place in places))


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A part that a quotation may name, and its received words without white space. A unit with a label is named by
    the words that it `begins` with, its label first; a paragraph or table by any words in it, and so is a unit that is
    nothing else."""

    key: Key
    words: str
    begins: bool = False


def _places(candidates: Sequence[_Candidate], quotation: str) -> Iterator[Key]:
    """The parts that a quotation names: the one whose words it is, else units, else paragraphs."""
    words = _bare(quotation)
    whole = [item.key for item in candidates if not item.begins and item.words == words]
    units = [item.key for item in candidates if item.begins and item.words.startswith(words)]
    yield from whole if len(whole) == 1 else units or (
        item.key for item in candidates if not item.begins and words in item.words)


def _candidates(draft: Draft) -> Iterator[_Candidate]:
    yield from _of_blocks((*draft.preface, *draft.preamble))
    for unit in draft.body:
        yield from _of_unit(unit)
    yield from _of_blocks(draft.conclusions)
    for attachment in draft.attachments:
        yield from _candidates(attachment)


def _of_unit(unit: Unit) -> Iterator[_Candidate]:
    own = (*unit.intro, *unit.content)
    if not unit.label and not unit.heading and len(unit.content) == 1:
        yield from (replace(item, key=(unit.element, unit.position)) for item in _of_blocks(own))
        return
    if unit.label:
        first = "".join(item.words for item in _of_blocks(own[:1]))
        opening = _bare(received(unit.label) + received(unit.heading)) + first
        yield _Candidate((unit.element, unit.position), opening, begins=True)
    yield from _of_blocks(own)
    for child in unit.children:
        yield from _of_unit(child)
    yield from _of_blocks(unit.wrap_up)


def _of_blocks(blocks: Sequence[Block | Table]) -> Iterator[_Candidate]:
    for block in blocks:
        if isinstance(block, Table):
            inner = "".join(item.words for row in block.rows for cell in row for item in _of_blocks(cell.blocks))
            yield _Candidate(("table", block.position), inner)
        else:
            yield _Candidate(("p", block.position), _bare(received(block.content)))


def _bare(words: str) -> str:
    return "".join(words.split())


def _keys(written: Written) -> Mapping[str, Key]:
    """The parts of a document that can be in a row, by eId, in document order."""
    names = {eid: _name(eid) for eid in written.positions}
    return {eid: (name, written.positions[eid]) for eid, name in names.items() if name in COUNTED | HIERARCHY}


def _name(eid: str) -> str:
    """The name of the element with an eId."""
    short = next(part for part in reversed(eid.split("__")) if not part.startswith("oc_")).partition("_")[0]
    return _NAMES.get(short, short)


def ordinals(own: Sequence[str], pairs: Sequence[tuple[Sequence[str], Sequence[str]]],
             absent: Collection[str], originals: Collection[str]) -> Mapping[str, str]:
    """The ordinals of the parts of a translation that do not follow from the part before, by their eIds so far.

    `own` are those without a printed number, in document order. `pairs` are the eIds of a row in the original and in
    the translation, `absent` those of the original alone, `originals` all of the original. Parts of a kind that the
    original does not have in their unit are counted as ever.
    """
    scopes = {f"{eid.rpartition('_')[0]}_" for eid in originals}
    rows = {eid: row for row in pairs for eid in row[1]}
    taken = {*absent, *(eid for row in pairs for eid in row[0])}
    renamed: dict[str, str] = {}
    last: dict[str, int] = {}
    chosen: dict[str, str] = {}
    for eid in own:
        scope = _scope(eid, renamed)
        before = last.get(scope, 0)
        ordinal = _beside(eid, rows[eid], scope, before, renamed.values()) if (
            eid in rows and scope in scopes) else _free(scope, before, {*taken, *renamed.values()})
        renamed[eid] = scope + ordinal
        last[scope] = int(ordinal.partition("-")[0])
        if ordinal != str(before + 1):
            chosen[eid] = ordinal
    return chosen


def _scope(eid: str, renamed: Mapping[str, str]) -> str:
    """The part of an eId before its ordinal, in which units around it have their new eIds."""
    parts = eid.split("__")
    for end in range(len(parts) - 1, 0, -1):
        outer = "__".join(parts[:end])
        if outer in renamed:
            parts[:end] = [renamed[outer]]
            break
    return f"{'__'.join(parts).rpartition('_')[0]}_"


def _free(scope: str, before: int, taken: Collection[str]) -> str:
    """The next ordinal that no other part has."""
    number = before + 1
    while f"{scope}{number}" in taken:
        number += 1
    return str(number)


def _beside(eid: str, row: tuple[Sequence[str], Sequence[str]], scope: str, before: int,
            used: Collection[str]) -> str:
    """The ordinal of a part of a row: that of the original's at its place, else a branch of the last one."""
    theirs = [other.removeprefix(scope) for other in row[0] if other.rpartition("_")[0] == scope[:-1]]
    head = eid.rpartition("_")[0]
    place = [other for other in row[1] if other.rpartition("_")[0] == head].index(eid)
    if place < len(theirs):
        return theirs[place]
    stem, branch = theirs[-1] if theirs else str(before), 2
    while f"{scope}{stem}-{branch}" in used:
        branch += 1
    return f"{stem}-{branch}"
