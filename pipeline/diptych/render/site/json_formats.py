"""The public JSON files of a site: the head of each, with its schema and version, and the schemas as published.

The policy of change is on the page about the site: a minor version only adds, a major one has a new address.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

VERSION: Final = "1.4"
"""Version of all public formats, major and minor. The major one is in the addresses of the schemas."""
FOLDER: Final = f"schema/{VERSION.partition('.')[0]}/"
"""Folder of the schemas on a site."""
SUFFIX: Final = ".schema.json"
_DOCUMENT: Final = "openapi.json"


def head(name: str, site_url: str) -> Mapping[str, str]:
    """The first members of a file of a format: its schema and version."""
    return {"$schema": address(name, site_url), "version": VERSION}


def address(name: str, site_url: str) -> str:
    """The URL of the schema of a format."""
    return f"{site_url.rstrip('/')}/{FOLDER}{name}{SUFFIX}"


def encoded(content: Mapping[str, Any]) -> bytes:
    """A public file as JSON, a member a line."""
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def schemas(files: Sequence[tuple[str, bytes]], site_url: str) -> tuple[tuple[str, bytes], ...]:
    """The schemas of schema/published/ with their `$id`."""
    return tuple((FOLDER + name, encoded({"$id": address(name.removesuffix(SUFFIX), site_url), **json.loads(data)}))
                 for name, data in files if name.endswith(SUFFIX))


def openapi(files: Sequence[tuple[str, bytes]], site_url: str, name: str) -> tuple[tuple[str, bytes], ...]:
    """The OpenAPI description of a site's static files, with the name and the URL of the site."""
    return tuple((_DOCUMENT, encoded(_described(json.loads(data), site_url, name)))
                 for file, data in files if file == _DOCUMENT)


def _described(content: Mapping[str, Any], site_url: str, name: str) -> Mapping[str, Any]:
    schemas_of_site = {"schemas": {key: {"$ref": f"{FOLDER}{key}{SUFFIX}"} for key in content["components"]["schemas"]}}
    return {**content, "info": {**content["info"], "title": name, "version": VERSION},
            "servers": [{"url": site_url.rstrip("/") or "/"}],
            "components": {**content["components"], **schemas_of_site}}
