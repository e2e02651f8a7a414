"""Files → a zip archive; the same files give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import Final

_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time in the zip format, given to all files."""


def archive(files: Iterable[tuple[str, bytes]], stored: frozenset[str] = frozenset()) -> bytes:
    """The archive of files in order; files named in `stored` are not compressed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as zip_file:
        for name, data in files:
            zip_file.writestr(zipfile.ZipInfo(name, _EARLIEST), data,
                              zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return target.getvalue()
