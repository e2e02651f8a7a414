"""The checksums and name of a site → its service worker and its web app manifest, for reading without a connection."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final

from diptych.interface_text import Interface
from diptych.render import asset_files
from diptych.render.site import script_text

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


def worker(shell: Mapping[str, str], search: Mapping[str, str], kept: Sequence[str], rest: str) -> tuple[str, str]:
    """The worker that keeps the files of the shell and of the search with these SHA-256, and the name of its build.

    `kept` are the parts that a device may keep, of page.OFFLINE. `rest` is a digest of all other files.
    """
    lists = [json.dumps({name: files[name][:_DIGITS] for name in sorted(files)}, ensure_ascii=False,
                        separators=(",", ":")) for files in (shell, search)]
    build = sha256("\n".join((*lists, rest)).encode()).hexdigest()[:_DIGITS]
    source = asset_files.filled(_script("sw.js"))
    for name, value in zip(("{build}", "{kept}", "{shell}", "{search}"),
                           (json.dumps(build), json.dumps(list(kept)), *lists), strict=True):
        source = source.replace(name, value, 1)
    return source, build


def no_worker() -> str:
    """The worker of a site of which a device keeps nothing."""
    return _script("nothing.js")


def _script(name: str) -> str:
    return script_text.compact(asset_files.folder("offline").joinpath(name).read_text("utf-8"))


def manifest(name: str, words: Interface, icons: Sequence[tuple[str, str, str, str]] = ICONS) -> str:
    """The manifest of a site; its URLs are relative to the site's, `icons` as in ICONS."""
    return json.dumps({
        "name": name, "short_name": name, "description": words.say("site_description"), "lang": words.tag,
        "id": "./", "start_url": "./", "scope": "./", "display": "minimal-ui",
        "background_color": "#ffffff", "theme_color": "#ffffff",
        "icons": [{"src": path, "sizes": sizes, "type": kind, "purpose": purpose}
                  for path, sizes, kind, purpose in icons],
    }, ensure_ascii=False, indent=1) + "\n"
