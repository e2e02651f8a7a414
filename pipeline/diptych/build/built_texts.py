"""A work as it is compiled now, the texts in build/akn → those that the last build has not put there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from diptych.akn import iri
from diptych.compile import versions
from diptych.compile.work import Compiled
from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.project import load

FOLDER: Final = "build/akn"
"""The folder in which a build puts the texts."""


def unbuilt(root: Path, work: Compiled) -> Iterator[Diagnostic]:
    """K012 for each text of a work, in each of its versions, that is not what the last build has put in place."""
    for part in versions.published(work):
        version = part.source.ledger.version
        for text in part.expressions:
            path = text.document.work_iri.removeprefix(iri.ROOT)
            file = f"{FOLDER}/{path}/{f'@{version}/' * bool(version)}{text.document.language}.xml"
            if load.file_bytes(root / file) != text.data:
                yield diagnostic("K012", Position(part.source.folder), work=path, file=file)
