"""Lines → the characters of each paragraph with its place: in the text, in notes and in cells of tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diptych.diagnostics import Position
from diptych.draft import Block, Footnote, Inline, Mark, Table, Text
from diptych.readers.formats.lines import Line


def plain_paragraphs(lines: Iterable[Line]) -> Iterator[tuple[str, Position]]:
    """The paragraphs in order; a note follows the paragraph with its mark."""
    for line in lines:
        if line.table is not None:
            yield from _of_blocks((line.table,))
        elif line.figure is not None:
            yield from _of_blocks((line.figure,))
        else:
            yield line.text, line.position
        notes = [span.object for span in line.spans if isinstance(span.object, Footnote)]
        for note in notes:
            yield from _of_blocks(note.blocks)


def _of_blocks(blocks: Iterable[Block | Table]) -> Iterator[tuple[str, Position]]:
    for block in blocks:
        if isinstance(block, Table):
            for cell in (cell for row in block.rows for cell in row):
                yield from _of_blocks(cell.blocks)
        else:
            yield "".join(map(_plain, block.content)), block.position
            for note in (item for item in block.content if isinstance(item, Footnote)):
                yield from _of_blocks(note.blocks)


def _plain(inline: Inline) -> str:
    if isinstance(inline, Mark):
        return "".join(map(_plain, inline.content))
    return inline.text if isinstance(inline, Text) else ""
