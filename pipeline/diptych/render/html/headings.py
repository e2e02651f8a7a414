"""HTML headings → the same headings, with levels that leave out none."""

from __future__ import annotations

from lxml import etree

from diptych.render.html.queries import HEADINGS


def close_gaps(tree: etree._Element, first: int = 1) -> None:
    """Lowers the levels of headings, in place, so that each is at most one below the heading around it.

    `first` is the highest level given.
    """
    around: list[str] = []
    for heading in tree.iter(*HEADINGS):
        written = str(heading.tag)
        while around and around[-1] >= written:
            around.pop()
        heading.tag = HEADINGS[min(first - 1 + len(around), len(HEADINGS) - 1)]
        around.append(written)
