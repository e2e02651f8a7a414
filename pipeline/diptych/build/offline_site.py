"""A finished site → its service worker, and a zip of it that opens from a folder."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from diptych.files import atomic
from diptych.files.listed_files import ListedFiles, listed_for_a_while
from diptych.render.site import security_policy
from diptych.render.site.page import OFFLINE
from diptych.render.site.service_worker import BUILD, MANIFEST, WORKER, no_worker, worker

SEARCH: Final = 2_000_000
"""Bytes of a search index that a device keeps whole, chosen; of a larger one it keeps the parts that searches load.
With more, a first visit loads more."""
_NOT_KEPT: Final = re.compile(
    r"SHA256SUMS(?:\.sig|\.tsr)?|sw\.js|build\.txt|\.nojekyll|(?:robots|llms)\.txt|sitemap(?:-\d+)?\.xml(?:\.gz)?|schema/.*|openapi\.json|"
    r"(?:akn/.*/)?feed(?:/\d+)?\.xml|akn/.*/anchors\.json|past\.json|(?:index|changes)(?:/\d+)?\.json|catalogue(?:/\d+)?\.jsonld"
    r"|works\.csl\.json|akn/.*/diff\.json")
"""Files for programs and servers, which neither a device nor the zip has: a program that reads them is connected."""
_SEARCHING: Final = re.compile(r"assets/.*/search-[a-z]+\.js")
"""The scripts that a page loads with its first search."""
_SELDOM: Final = re.compile(r"assets/.*/(?:signature|work-list)\.js")
"""The scripts that few pages have. A device that keeps the search keeps them with it, when a page has nothing to do:
with them a first visit would be a twentieth larger."""
_SHELL: Final = re.compile(r"assets/.*\.(?:css|js|svg)|offline\.html|" + re.escape(MANIFEST))
"""The frame of every page: styles, scripts, the icon. Larger icons are for the system that installs the site."""
INDEX: Final = "search/"
"""The folder of a search index in a site."""
_WORKS: Final = "akn/"
"""The folder of the works of a site, which has most of its files, and none of the frame or of the search index."""
_BEGINNING: Final = re.compile(r"search/(?!pairs-|text-|names-)")
"""The files of a search index that every search loads."""

_NOT_COPIED: Final = re.compile(r"search/|404\.html$|offline\.html$|" + re.escape(MANIFEST))
_LINK: Final = re.compile(r"""(<(?:a|link|script|img)\b[^<>]*?\s(?:href|src)="|content="0; url=)([^"]*)""")
_LINKED: Final = re.compile(r"(?!\w+:|//)([^#?]*/|\.\.?|)(#.*|\?.*)?", re.DOTALL)
_MANIFEST_LINK: Final = re.compile(r'<link rel="manifest"[^<>]*>\n?')
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the zip: the same site gives the same bytes."""


def files(listed: ListedFiles, size: Callable[[str], int], kept: Sequence[str] = OFFLINE,
          frame: Sequence[str] = ()) -> tuple[tuple[str, bytes], ...]:
    """The service worker of a site, and the name of its build. `size` gives the bytes of a file of the search index.

    `kept` are the parts that a device may keep, of OFFLINE; without the shell it keeps nothing. `frame` are files of
    the publisher that belong to the shell.
    """
    if OFFLINE[0] not in kept:
        return ((WORKER, no_worker().encode()),)
    shell, search, scripts, rest = dict[str, str](), dict[str, str](), dict[str, str](), sha256()
    searched = "search" in kept
    for name, sha in listed:
        if _NOT_KEPT.fullmatch(name):
            continue
        rest.update(f"{name} {sha}\n".encode())
        if name.startswith(_WORKS):
            continue
        if _SEARCHING.fullmatch(name) or searched and _SELDOM.fullmatch(name):
            scripts[name] = sha
        elif _SHELL.fullmatch(name) or name in frame:
            shell[name] = sha
        if name.startswith(INDEX):
            search[name] = sha
    if sum(map(size, search)) > SEARCH:
        search = {name: sha for name, sha in search.items() if _BEGINNING.match(name)}
    source, build = worker(shell, {**search, **scripts} if searched else {}, kept, rest.hexdigest())
    return (WORKER, source.encode()), (BUILD, f"{build}\n".encode())


def write(site: Path, kept: Sequence[str] = OFFLINE, frame: Sequence[str] = ()) -> None:
    """Writes the service worker of a finished site, and the name of its build; `kept` and `frame` as in `files`."""
    digests = ((os.fsencode(name), sha256(path.read_bytes()).hexdigest().encode()) for name, path in _files(site))
    with listed_for_a_while(digests) as listed:
        made = files(listed, lambda name: (site / name).stat().st_size, kept, frame)
    for name, data in made:
        atomic.write(site / name, data, durable=False)


def copy(site: Path, target: Path) -> None:
    """Writes the site as a zip that opens from a folder: each link names a file. The search is left out: it needs a
    server."""
    with (atomic.replacing(target) as beside,
          zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive):
        for name, path in _files(site):
            if _NOT_KEPT.fullmatch(name) or _NOT_COPIED.match(name):
                continue
            entry = zipfile.ZipInfo(f"{target.stem}/{name}", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            data = path.read_bytes()
            archive.writestr(entry, local(data.decode()).encode() if name.endswith(".html") else data)


def local(page: str) -> str:
    """A page of the site for a folder without a server, where a policy would forbid its own files."""
    page = security_policy.META.sub("", page, count=1)
    page = _LINK.sub(lambda link: link[1] + _named(link[2]), page)
    return _MANIFEST_LINK.sub("", page, count=1).replace("<html ", "<html data-copy ", 1)


def _named(link: str) -> str:
    """A link within the site that names the file and not its folder."""
    inner = _LINKED.fullmatch(link)
    if not inner or not inner[1]:
        return link
    folder = inner[1] if inner[1].endswith("/") else f"{inner[1]}/"
    return f"{folder}index.html{inner[2] or ''}"


def _files(site: Path) -> Iterator[tuple[str, Path]]:
    """Every file of a site in the order of their paths."""
    paths = sorted(os.path.join(folder, name) for folder, _, names in os.walk(site) for name in names)  # noqa: PTH118
    return ((Path(path).relative_to(site).as_posix(), Path(path)) for path in paths)
