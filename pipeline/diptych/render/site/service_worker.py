"""The checksums and name of a site → its service worker and its web app manifest, for reading without a connection."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from diptych.interface_text import Interface
from diptych.render import asset_files

WORKER: Final = "sw.js"
BUILD: Final = "build.txt"
MANIFEST: Final = "manifest.webmanifest"
ICONS: Final = (("assets/icon.svg", "any", "image/svg+xml", "any"),
                ("assets/icon-192.png", "192x192", "image/png", "any"),
                ("assets/icon-512.png", "512x512", "image/png", "any"),
                ("assets/icon-maskable.png", "512x512", "image/png", "maskable"))
"""Icons of the theme: path, sizes, type and purpose (Web Application Manifest)."""

_DIGITS: Final = 32
"""Hexadecimal digits of a SHA-256 in the worker; chosen: half of them. Raised, the worker's list gets longer."""


def worker(checksums: Mapping[str, str], *, whole: bool) -> tuple[str, str]:
    """The worker that keeps the files with these SHA-256, and the name of its build; `whole` if they are all files."""
    listed = json.dumps({name: checksums[name][:_DIGITS] for name in sorted(checksums)}, ensure_ascii=False,
                        separators=(",", ":"))
    build = sha256(listed.encode()).hexdigest()[:_DIGITS]
    source = asset_files.filled(asset_files.folder("offline").joinpath("sw.js").read_text("utf-8"))
    for name, value in (("{build}", json.dumps(build)), ("{whole}", json.dumps(whole)), ("{files}", listed)):
        source = source.replace(name, value, 1)
    return source, build


def manifest(name: str, words: Interface) -> str:
    """The manifest of a site; its URLs are relative to the site's."""
    return json.dumps({
        "name": name, "short_name": name, "description": words.say("site_description"), "lang": words.tag,
        "id": "./", "start_url": "./", "scope": "./", "display": "minimal-ui",
        "background_color": "#ffffff", "theme_color": "#ffffff",
        "icons": [{"src": path, "sizes": sizes, "type": kind, "purpose": purpose}
                  for path, sizes, kind, purpose in ICONS],
    }, ensure_ascii=False, indent=1) + "\n"
