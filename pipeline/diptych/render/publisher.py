"""Who publishes a site: names by language, a logo and public keys, as pages, PDFs and books show them."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from diptych.config.rights import ANY, Words
from diptych.interface_text import Interface

MEDIA_TYPES: Final[Mapping[str, str]] = {
    ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
"""Media types of pictures by the suffix of a file, as EPUB 3.3 and PDF have them."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture: the suffix of its file and its bytes."""

    suffix: str
    data: bytes

    @property
    def media_type(self) -> str:
        """The media type of the picture."""
        return MEDIA_TYPES[self.suffix]

    @property
    def address(self) -> str:
        """The picture as a data URL."""
        return f"data:{self.media_type};base64,{base64.b64encode(self.data).decode()}"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key that signs releases: its line and its fingerprint as OpenSSH writes them, and since when."""

    line: str
    fingerprint: str
    since: str


@dataclass(frozen=True, slots=True)
class SitePublisher:
    """A publisher; one without names is not named. `keys` are those that sign its releases."""

    names: Words = ()
    logo: Logo | None = None
    keys: tuple[SigningKey, ...] = ()

    def name(self, words: Interface) -> str:
        """The name in the reader's language, else the first one; empty if there is none."""
        return words.choose(dict(self.names))[1] if self.names else ""


NOBODY: Final = SitePublisher()
"""No publisher is named."""


def names(written: str | Mapping[str, str]) -> Words:
    """The names of an option: one for all languages, or names by language tag."""
    return tuple(written.items()) if isinstance(written, Mapping) else ((ANY, written),) if written else ()
