"""The pictures of a text: the folder beside it, the names of files in it, and their media types."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

FOLDER: Final = "media/"
"""Folder of the pictures, beside the Akoma Ntoso files that show them."""
TYPES: Final[Mapping[str, str]] = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif"}
"""Media type of each kind of picture that is published, by the suffix of its files."""
_NAME: Final = re.compile(r"[0-9a-f]{64}\.(?:png|jpg|gif)")
"""Pattern of the name of a picture: its SHA-256 and its suffix."""


def name(data: bytes, suffix: str) -> str:
    """The name of the file with these bytes, by their digest."""
    return f"{sha256(data).hexdigest()}.{suffix}"


def kept(source: str) -> str:
    """The name of the file that the `src` of a picture in Akoma Ntoso leads to; empty if it leads elsewhere."""
    own = source.removeprefix(FOLDER)
    return own if own != source and _NAME.fullmatch(own) else ""


def named(address: str) -> str:
    """The name of the picture that an address on a page ends with; empty if it ends with none."""
    last = address.rpartition("/")[2]
    return last if _NAME.fullmatch(last) else ""


def media_type(file: str) -> str:
    """The media type of a picture, by the suffix of its name."""
    return TYPES[file.rpartition(".")[2]]
