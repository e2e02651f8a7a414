"""A finished site for readers without a connection: its service worker, and a zip of it that opens from a folder."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from pipeline.render.offline import BUILD, MANIFEST, WORKER, worker

WHOLE: Final = 24_000_000
"""A site of no more bytes than this is kept whole; of a larger one the frame, and the works that a reader visits."""

_STONES: Final = 5_000
"""Where there are more pages of addresses than this, none is read to see whether it stays."""
_NOT_KEPT: Final = re.compile(r"SHA256SUMS|sw\.js|build\.txt|\.nojekyll|robots\.txt|sitemap\.xml(?:\.gz)?|feed\.xml")
_FRAME: Final = re.compile(r"(?!(?:\w+/)?akn/|pagefind/.*\.pf_(?:fragment|index|filter)$)")
_GOES_ON: Final = b'http-equiv="refresh"'

_NOT_COPIED: Final = re.compile(r"pagefind/|404\.html$|offline\.html$|" + re.escape(MANIFEST))
_LINK: Final = re.compile(r"""(<(?:a|link|script|img)\b[^>]*?\s(?:href|src)="|content="0; url=)([^"]*)""")
_LINKED: Final = re.compile(r"(?!\w+:|//)([^#?]*/|\.\.?|)(#.*|\?.*)?", re.DOTALL)
_MANIFEST_LINK: Final = re.compile(r'<link rel="manifest"[^>]*>\n?')
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the copy, so that the same site gives the same bytes."""


def write(site: Path) -> None:
    """Writes the worker that keeps the site as it stands, and the name of its build."""
    sizes = {name: path.stat().st_size for name, path in _files(site) if not _NOT_KEPT.fullmatch(name)}
    ways = [name for name in sizes if "/~" in name]
    stones = ways if len(ways) <= _STONES else []
    for name in ways:
        del sizes[name]
    whole = sum(sizes.values()) <= WHOLE
    kept = [name for name in sizes if whole or _FRAME.match(name)]
    contents = {name: (site / name).read_bytes() for name in (*kept, *stones)}
    source, build = worker({name: sha256(data).hexdigest() for name, data in contents.items()
                            if "/~" not in name or _GOES_ON not in data}, whole=whole)
    (site / WORKER).write_text(source, encoding="utf-8")
    (site / BUILD).write_text(f"{build}\n", encoding="utf-8")


def copy(site: Path, target: Path) -> None:
    """Writes the site as a zip that opens from a folder: each link names a file, and the search, which needs a server,
    is not there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    growing = target.with_suffix(".part")
    with zipfile.ZipFile(growing, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, path in _files(site):
            if _NOT_KEPT.fullmatch(name) or _NOT_COPIED.match(name):
                continue
            entry = zipfile.ZipInfo(f"{target.stem}/{name}", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            data = path.read_bytes()
            archive.writestr(entry, local(data.decode()).encode() if name.endswith(".html") else data)
    growing.replace(target)


def local(page: str) -> str:
    """A page of the site for a folder without a server."""
    page = _LINK.sub(lambda found: found[1] + _named(found[2]), page)
    return _MANIFEST_LINK.sub("", page, count=1).replace("<html ", "<html data-copy ", 1)


def _named(link: str) -> str:
    """A link within the site that names the file and not its folder."""
    found = _LINKED.fullmatch(link)
    if not found or not found[1]:
        return link
    folder = found[1] if found[1].endswith("/") else f"{found[1]}/"
    return f"{folder}index.html{found[2] or ''}"


def _files(site: Path) -> Iterator[tuple[str, Path]]:
    """Every file of a site in the order of their paths."""
    found = sorted(os.path.join(folder, name) for folder, _, names in os.walk(site) for name in names)  # noqa: PTH118
    return ((Path(path).relative_to(site).as_posix(), Path(path)) for path in found)
