"""Files → a zip archive that is the same whenever it is made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import Final

_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that an archive can give its files."""


def archive(files: Iterable[tuple[str, bytes]], stored: frozenset[str] = frozenset()) -> bytes:
    """The files in their order, compressed unless `stored` names them."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, data in files:
            made.writestr(zipfile.ZipInfo(name, _EARLIEST), data,
                          zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return target.getvalue()
