"""The last text in a language that the newest version lacks → the same text, which says what has changed since."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

from diptych.akn import earlier_originals
from diptych.akn.document import Document
from diptych.akn.earlier_originals import EarlierOriginal
from diptych.akn.provisions import first_line, provisions


def stated(text: Document, original: Document, newest: Document) -> Document:
    """A copy of the text, which says at each clause whose original changed that it translates the version's own text.

    `original` is that of its version, `newest` that of the newest version.
    """
    now = {(item.eid, item.heading, item.text) for item in provisions(newest)}
    moved = {(item.heading, item.text) for item in provisions(newest) if item.text}
    changed = {item.eid for item in provisions(original) if (item.eid, item.heading, item.text) not in now
               and (item.heading, item.text) not in moved}
    copy = replace(text, root=deepcopy(text.root))
    earlier_originals.state(copy.main, [
        EarlierOriginal(item.eid, first_line(item.element), text.version) for item in provisions(text)
        if item.eid in changed])
    return copy
