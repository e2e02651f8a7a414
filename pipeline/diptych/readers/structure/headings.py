"""Nodes → units: the words of a unit that are its heading, certainly or as a candidate that its twin must confirm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from diptych.draft import Block, Text, Unit
from diptych.language.jurisdictions import DocumentKind
from diptych.language.profiles import Language
from diptych.readers.structure.label_candidates import GOES_ON
from diptych.readers.structure.outline import Ranks
from diptych.readers.structure.rows import clip, joined
from diptych.readers.structure.unit_tree import Blocks, Node

_DIVISION: Final = 120
"""Most characters of the heading of a chapter or another division; chosen. If raised, more paragraphs without final
mark are headings."""
_ENOUGH: Final = 4
"""Fewest units of an element that show its custom; chosen. If raised, short documents have no custom."""
_USUAL: Final = 0.8
"""Least share of an element's units that begin with a heading, by custom; chosen. If raised, fewer first sentences are
candidates."""
_MOST: Final = 2 / 3
"""Least share of siblings that show a heading where the custom of the document has one; chosen. If raised,
fewer first sentences are candidates."""


class _Rules(NamedTuple):
    """The knowledge by which headings are recognised; `customs` are the elements whose units begin with one."""

    kind: DocumentKind
    ranks: Ranks
    language: Language
    customs: frozenset[str]


def units(nodes: Sequence[Node], kind: DocumentKind, ranks: Ranks, language: Language) -> tuple[Unit, ...]:
    """The units of the outermost nodes of a document."""
    return _units(nodes, _Rules(kind, ranks, language, _customs(nodes, language) if kind.headings else frozenset()))


def _units(nodes: Sequence[Node], rules: _Rules) -> tuple[Unit, ...]:
    """The units of sibling nodes."""
    if not nodes:
        return ()
    lines = [_line_heading(node, rules) for node in nodes]
    run_ins = [0] * len(nodes)
    if rules.kind.headings:
        lines = _alike(nodes, lines, rules.language)
        run_ins = _run_ins(nodes, lines, rules)
    return tuple([_unit(node, heading, run_in, rules)
                  for node, heading, run_in in zip(nodes, lines, run_ins, strict=True)])


def block(texts: tuple[Text, ...]) -> Block:
    """A paragraph of these texts."""
    return Block(texts, texts[0].position)


def _customs(nodes: Sequence[Node], language: Language) -> frozenset[str]:
    """The elements whose labelled units nearly all begin with a heading, anywhere in the document."""
    shown: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    stack = list(nodes)
    while stack:
        node = stack.pop()
        stack += node.children
        if node.piece is not None:
            whole[node.element] += 1
            shown[node.element] += _run_in(node.blocks, language) > 0
    return frozenset(name for name, count in whole.items() if count >= _ENOUGH and shown[name] >= _USUAL * count)


def _unit(node: Node, heading: int, run_in: int, rules: _Rules) -> Unit:
    """The unit of a node. The first `heading` characters of its text are its heading, or the first `run_in` may be."""
    taken = heading or run_in
    first: tuple[Text, ...] = ()
    piece, blocks, nodes, tail, printed = node.piece, node.blocks, node.children, node.tail, node.heading
    if taken:
        first, rest = clip(blocks[0], 0, taken), clip(blocks[0], taken)
        blocks = ((rest,) if rest else ()) + blocks[1:]
    children = _units(nodes, rules) if nodes else ()
    headed = _headed(node, blocks, rules) if rules.kind.headings and not (children or run_in) else ()
    content = () if headed else tuple([Block(texts, texts[0].position) for texts in blocks])
    number, num = "", first[:0]
    if piece is not None:
        number, num, printed = piece.label.number if piece.label else "", piece.num, printed or piece.heading
    return Unit(
        node.element, number, num, printed + first if heading else printed,
        (num or printed or node.blocks[0])[0].position, first if run_in else (),
        () if children else content, content if children else (), children or headed,
        tuple(map(block, tail)) if tail else (), node.name,
        piece is not None and piece.headed_above)


def _line_heading(node: Node, rules: _Rules) -> int:
    """The length of a heading that is the whole first block; 0 if there is none."""
    piece, language = node.piece, rules.language
    if piece is None or piece.label is None or not node.blocks or piece.heading or node.plain:
        return 0
    line = rules.ranks.level(piece.label.shape).heading == "line"
    if not line and not (rules.kind.headings and (node.children or len(node.blocks) > 1)):
        return 0
    text, marks = joined(node.blocks[0]), language.run_in.numbered_marks
    length, ended = len(text), text[-1] in language.terminal
    if line:
        alone = text[0] in language.run_in.heading_marks or length <= _DIVISION and not ended
    elif ended:
        alone = length <= language.run_in.numbered_length and sentence(text, marks, language) == length
    else:
        alone = length <= language.run_in.line_length and text[-1] not in GOES_ON and not (
            sentence(text, marks, language))
    return length if alone else 0


def _alike(nodes: Sequence[Node], lines: list[int], language: Language) -> list[int]:
    """The lengths of the headings, without a whole sentence if no labelled sibling has a heading."""
    labelled = [index for index, node in enumerate(nodes) if node.piece is not None]
    headed = [index for index in labelled if lines[index] or _run_in(nodes[index].blocks, language)]
    if len(labelled) < 2 or len(headed) != 1 or not lines[headed[0]]:
        return lines
    is_sentence = joined(nodes[headed[0]].blocks[0])[-1] in language.terminal
    return [0 if is_sentence and index == headed[0] else length for index, length in enumerate(lines)]


def _run_ins(nodes: Sequence[Node], lines: Sequence[int], rules: _Rules) -> list[int]:
    """For each sibling the length of the heading that its text begins with.

    It is a heading if all labelled siblings show one, or most do by the custom of the document. A very short one is a
    heading in any case.
    """
    labelled = [index for index, node in enumerate(nodes) if node.piece is not None]
    lengths = [0 if lines[index] or node.plain else _run_in(node.blocks, rules.language)
               for index, node in enumerate(nodes)]
    shown = sum(1 for index in labelled if lengths[index] or lines[index])
    usual = all(nodes[index].element in rules.customs for index in labelled) and shown >= _MOST * len(labelled)
    accepted = usual or len(labelled) > 1 and shown == len(labelled)
    return [length if node.piece is not None and (accepted or length <= rules.language.run_in.alone_length) else 0
            for length, node in zip(lengths, nodes, strict=True)]


def _run_in(blocks: Blocks, language: Language) -> int:
    """The length of a first sentence, or of a short phrase before a colon, that more text follows."""
    if not blocks:
        return 0
    text, rule = joined(blocks[0]), language.run_in
    phrase = sentence(text[:rule.unnumbered_length], rule.unnumbered_marks, language)
    first = sentence(text[:rule.numbered_length + 1], rule.numbered_marks, language)
    end = min(phrase, first) if phrase and first else phrase or first
    return end if 0 < end <= rule.numbered_length and text[end:].strip() else 0


def _headed(node: Node, blocks: Blocks, rules: _Rules) -> tuple[Unit, ...]:
    """The unlabelled paragraphs of a unit as units, if there are several and each begins with a short phrase."""
    language, kind = rules.language, rules.kind
    rule = language.run_in
    if len(blocks) < 2 or node.piece is None:
        return ()
    ends = []
    for texts in blocks:
        text = joined(texts)
        end = sentence(text[:rule.unnumbered_length + 1], rule.unnumbered_marks, language)
        if not 0 < end <= rule.unnumbered_length or rule.clause.fullmatch(text[:end]) or not text[end:].strip():
            return ()
        ends.append(end)
    place = kind.elements.index(node.element) + 1 if node.element in kind.elements else 1
    element = kind.elements[min(place, len(kind.elements) - 1)]
    return tuple(Unit(element, "", (), (), texts[0].position, run_in=clip(texts, 0, end),
                      content=(block(clip(texts, end)),)) for texts, end in zip(blocks, ends, strict=True))


def sentence(text: str, marks: str, language: Language) -> int:
    """The length of the text up to the first of the marks outside brackets and quotes; 0 if there is none.

    A full stop of Latin script counts only before white space or the end.
    """
    pairs = [pair for pair in (*language.brackets, *language.titles, *language.quotes) if pair[0] != pair[1]]
    openings, closings = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    depth = 0
    for index, sign in enumerate(text):
        depth = max(0, depth + (sign in openings) - (sign in closings))
        if depth == 0 and sign in marks and (sign != "." or not text[index + 1:index + 2].strip()):
            return index + 1
    return 0
