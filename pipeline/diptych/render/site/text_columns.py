"""The columns of a page in more than two languages → the files from which the page loads those that a reader chooses.

The page begins with two columns. A file has the cells of one column, in the order of the rows of the page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

from diptych import interface_text
from diptych.akn.document import Document
from diptych.interface_text import Interface
from diptych.render.html.parallel import TextColumn

_NAME: Final = "column-{language}.json"
"""Name of the file of a column, beside the page; columns.js has it too."""


def files(documents: Sequence[Document], columns: Mapping[str, TextColumn], words: Interface) -> tuple[
        tuple[str, bytes], ...]:
    """The name and bytes of the file of each text: language, tag, standing, cells and notes as HTML."""
    return tuple((_NAME.format(language=document.language), _file(document, columns[document.language], words))
                 for document in documents)


def _file(document: Document, column: TextColumn, words: Interface) -> bytes:
    content = {"tag": interface_text.tag(document), "name": words.text_language(document),
               "standing": words.standing(document), "cells": column.cells, "notes": column.notes}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
