"""What a finished site gets beside its pages: a page for each permalink, and the checksums of everything."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pipeline.compile import Compiled
from pipeline.render.addresses import addresses, cited_ranges
from pipeline.verify import SUMS, sums


def write(site: Path, works: Sequence[Compiled], site_url: str) -> None:
    """Writes the page of each permalink straight into the folder: MkDocs would take ten times as long for each.

    `.nojekyll`: some hosts drop names that begin with `~` unless they are told to leave the site as it is.
    """
    ranges = cited_ranges(one.document for work in works for one in work.expressions)
    for work in works:
        documents = [one.document for one in work.expressions]
        for path, page in addresses(documents, work.source.ledger.anchors, ranges, site_url):
            _write(f"{site}/{path}", page.encode())
    (site / ".nojekyll").touch()


def _write(path: str, data: bytes) -> None:
    # There are many: pathlib and buffers would take three times as long for each.
    with suppress(FileExistsError):
        os.mkdir(path.rpartition("/")[0])  # noqa: PTH102
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123
        file.write(data)


def seal(site: Path) -> None:
    """Writes the checksums of all files of a site into it."""
    (site / SUMS).write_text(sums(site), encoding="utf-8")
