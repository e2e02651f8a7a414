"""Pictures in a paragraph of their own, and their caption: a mark of that name among them, above or below."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from diptych.draft import Block, Inline, Mark

CAPTION: Final = "caption"
"""Name of the mark around a caption in a paragraph of pictures."""


def captioned(figure: Block, caption: tuple[Inline, ...], *, above: bool) -> Block:
    """The paragraph of pictures with their caption, which is `above` them or below."""
    mark = Mark(CAPTION, (), caption)
    return replace(figure, content=(mark, *figure.content) if above else (*figure.content, mark))


def has_caption(figure: Block) -> bool:
    """Whether the pictures of a paragraph have a caption."""
    return any(isinstance(item, Mark) and item.name == CAPTION for item in figure.content)
