"""What the frame of every page shows of a site: its menu, links to other places, the question to its visitors.

The site generator's options and its menu become plain values for the templates of the theme.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from diptych.interface_text import Interface
from diptych.render.site.page import Settings
from diptych.render.site.service_worker import ICONS

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_SHOWN: Final = (".png", ".jpg", ".jpeg")
_TYPES: Final = {"svg": "image/svg+xml", "png": "image/png", "ico": "image/x-icon", "jpg": "image/jpeg",
                 "webp": "image/webp"}


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry of the menu: its title, the path of its page or the address elsewhere, empty for a heading; entries
    below it. `language` is that of its page, empty for an address."""

    title: str
    path: str = ""
    language: str = ""
    outside: bool = False
    current: bool = False
    children: tuple[MenuItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Consent:
    """The question to visitors before their visits are counted, in a reader's language."""

    title: str
    description: str


def menu(items: Iterable[MenuItem], language: str) -> tuple[MenuItem, ...]:
    """The entries for readers of an interface language: its pages and all addresses, without empty headings."""
    shown: list[MenuItem] = []
    for item in items:
        children = menu(item.children, language)
        if children or item.outside or not item.children and item.language == language:
            shown.append(MenuItem(item.title, item.path, item.language, item.outside, item.current, children))
    return tuple(shown)


def consent(written: Mapping[str, Any] | None, words: Interface) -> Consent | None:
    """The question of extra.consent; its words may be by language tag. None if nothing is asked."""
    if not written:
        return None
    return Consent(*(_chosen(written[name], words) for name in ("title", "description")))


def _chosen(written: str | Mapping[str, str], words: Interface) -> str:
    return words.choose(written)[1] if isinstance(written, Mapping) else str(written)


def icons(favicon: str, data: bytes) -> Sequence[tuple[str, str, str, str]]:
    """The icons of the site by those of the theme, or one of its own: path, sizes, type and purpose."""
    if favicon == ICONS[0][0]:
        return ICONS
    suffix = favicon.rpartition(".")[2].lower()
    return ((favicon, _sizes(data), _TYPES.get(suffix, "image/png"), "any"),)


def picture(logo: str, icons: Sequence[tuple[str, str, str, str]], settings: Settings) -> str:
    """The absolute URL of the picture that stands for the site elsewhere: its logo, else its largest icon.

    It is empty without a picture that other sites show, a PNG or JPEG, and for a site without an address.
    """
    sizes = {path: int(sizes.partition("x")[0]) for path, sizes, media, purpose in icons
             if media == "image/png" and purpose == "any" and sizes != "any"}
    path = logo if logo.lower().endswith(_SHOWN) else max(sizes, key=sizes.__getitem__, default="")
    return settings.absolute(path) if path and settings.site_url else ""


def _sizes(data: bytes) -> str:
    """The size of a PNG; `any` for other pictures."""
    if not data.startswith(_PNG):
        return "any"
    width, height = struct.unpack(">II", data[16:24])
    return f"{width}x{height}"
