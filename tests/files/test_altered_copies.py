"""Sixty ways to alter a signed copy of a site, twelve of them with the sums altered alongside: each is reported."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from diptych.files import checksums
from diptych.files.checksums import SIGNATURE, SUMS, Expected, verify
from diptych.files.listed_files import listed_files
from diptych.files.signatures import ed25519
from diptych.files.signatures.release_chain import KEY_NAMESPACE, NAMESPACE, Chain, Key

FILES = {"index.html": "front", "akn/a/index.html": "clause", "akn/a/zho.pdf": "%PDF", "akn/b/index.html": "other",
         "akn/b/~x->y/index.html": "range", "schema/1/x.json": "{}", "ko/index.html": "front", ".nojekyll": "",
         "search/a.json": "[1]", "search/b.json": "[1]"}
MINE, THEIRS = (Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in (1, 2))
EXPECTED = Expected(ed25519.public_key(MINE))


def publish(site: Path, texts: dict[str, str], before: Chain, key: Ed25519PrivateKey = MINE) -> Chain:
    """Writes a signed release of a site; gives its chain."""
    for name, text in texts.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    listed = {name: sha256(text.encode()).hexdigest() for name, text in texts.items()}
    digest = checksums.SumsFile(Chain(), listed).digest
    chain = replace(before, releases=(*before.releases, before.next_release("2026-03-01", digest)))
    blob = ed25519.sign(key, NAMESPACE, checksums.text(listed, chain).encode())
    chain = replace(chain, releases=(*chain.releases[:-1], replace(chain.releases[-1], signature=blob)))
    files = ((name.encode(), sha.encode()) for name, sha in listed.items())
    for name, pieces in checksums.published(listed_files(files, site.parent), chain):
        (site / name).write_bytes(b"".join(pieces))
    return chain


FIRST = Chain((Key(ed25519.public_key(MINE), "2026-01-01"),))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The second release of a site; the first one is beside it."""
    chain = publish(tmp_path / "old", {**FILES, "index.html": "old"}, FIRST)
    publish(tmp_path / "site", FILES, chain)
    return tmp_path / "site"


Alteration = Callable[[Path], object]
ALONE: dict[str, Alteration] = {}
ALONGSIDE: dict[str, Alteration] = {}


def alteration(table: dict[str, Alteration]) -> Callable[[Alteration], Alteration]:
    def add(change: Alteration) -> Alteration:
        table[change.__name__] = change
        return change

    return add


def edited(name: str, change: Callable[[bytes], bytes]) -> Alteration:
    return lambda site: (site / name).write_bytes(change((site / name).read_bytes()))


def added(name: str, data: bytes = b"x") -> Alteration:
    def add(site: Path) -> None:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(data)

    return add


def moved(name: str, to: str) -> Alteration:
    return lambda site: (site / name).rename(site / to)


def swapped(site: Path) -> None:
    one, other = (site / name for name in ("akn/a/index.html", "akn/b/index.html"))
    texts = one.read_bytes(), other.read_bytes()
    one.write_bytes(texts[1])
    other.write_bytes(texts[0])


def linked(name: str, to: str) -> Alteration:
    def link(site: Path) -> None:
        target = site / to
        if to.startswith("../"):
            target = (site / to).resolve()
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(site / name, target) if (site / name).is_dir() else shutil.copy(site / name, target)
        if (site / name).is_dir():
            shutil.rmtree(site / name)
        else:
            (site / name).unlink(missing_ok=True)
        (site / name).symlink_to(target)

    return link


def fifo(name: str, *, instead: bool) -> Alteration:
    def make(site: Path) -> None:
        if instead:
            (site / name).unlink()
        os.mkfifo(site / name)

    return make


def folder_instead(site: Path) -> None:
    (site / "index.html").unlink()
    (site / "index.html").mkdir()


def sums_line(change: Callable[[list[str]], list[str]]) -> Alteration:
    return edited(SUMS, lambda data: "".join(f"{line}\n" for line in change(data.decode().splitlines())).encode())


def first_file(lines: list[str]) -> int:
    return next(number for number, line in enumerate(lines) if not line.startswith("#"))


ALONE |= {
    "a byte more": edited("index.html", lambda data: data + b" "),
    "a byte less": edited("index.html", lambda data: data[:-1]),
    "a byte changed": edited("akn/a/zho.pdf", lambda _: b"%PDE"),
    "emptied": edited("akn/a/index.html", lambda _: b""),
    "an empty file filled": edited(".nojekyll", lambda _: b"\n"),
    "upper case": edited("ko/index.html", lambda data: data.upper()),
    "line ends": edited("schema/1/x.json", lambda data: data + b"\r\n"),
    "a byte order mark": edited("index.html", lambda data: b"\xef\xbb\xbf" + data),
    "two files swapped": swapped,
    "a file deleted": lambda site: (site / "index.html").unlink(),
    "a folder deleted": lambda site: shutil.rmtree(site / "akn/b"),
    "a dot file deleted": lambda site: (site / ".nojekyll").unlink(),
    "a file moved": moved("akn/a/zho.pdf", "akn/b/zho.pdf"),
    "a file renamed by case": moved("index.html", "Index.html"),
    "a folder renamed by case": moved("ko", "KO"),
    "a folder renamed": moved("akn/a", "akn/c"),
    "a name decomposed": added("akn/a/e\u0301.html"),
    "a file added": added("more.html"),
    "a file added deep down": added("akn/a/x/y/z.html"),
    "an empty file added": added("akn/empty", b""),
    "a hidden file added": added(".htaccess"),
    "a file in a hidden folder": added(".well-known/security.txt"),
    "an empty folder added": lambda site: (site / "akn/new/inner").mkdir(parents=True),
    "a copy of a file added": lambda site: shutil.copy(site / "index.html", site / "akn/index.html"),
    "a hard link added": lambda site: os.link(site / "index.html", site / "again.html"),
    "sums in a folder": lambda site: shutil.copy(site / SUMS, site / "akn" / SUMS),
    "a nested site": lambda site: shutil.copytree(site.parent / "old", site / "akn/site"),
    "a name with a line end": added("a\nb.html"),
    "a name that moves the cursor": added("\x1b[2K.html"),
    "a name that is not UTF-8": lambda site: Path(os.fsdecode(os.fsencode(site) + b"/\xff.html")).touch(),
    "a link to a file of the copy": linked("search/a.json", "search/b.json"),
    "a link to an equal file outside": linked("index.html", "../outside.html"),
    "a link to an equal folder outside": linked("akn/b", "../outside"),
    "a link to an equal folder of the copy": lambda site: (
        shutil.copytree(site / "ko", site / "akn/ko"), linked("ko", "akn/ko")(site)),
    "a link added": linked("latest.html", "index.html"),
    "a link to a folder added": linked("latest", "akn"),
    "a link in a circle": linked("akn/loop", "akn"),
    "a link to nothing": linked("gone.html", "nowhere"),
    "a pipe added": fifo("pipe", instead=False),
    "a pipe instead of a file": fifo("index.html", instead=True),
    "a folder instead of a file": folder_instead,
    "a line doubled": sums_line(lambda lines: [*lines, lines[-1]]),
    "a line taken out": sums_line(lambda lines: lines[:-1]),
    "lines in another order": sums_line(lambda lines: [*lines[:first_file(lines)], *lines[:first_file(lines) - 1:-1]]),
    "a comment added": sums_line(lambda lines: [*lines, "# and more"]),
    "the signature deleted": lambda site: (site / SIGNATURE).unlink(),
    "the signature changed": edited(SIGNATURE, lambda data: data[:90] + (b"A" if data[90:91] != b"A" else b"B")
                                    + data[91:]),
    "the signature of the release before": lambda site: shutil.copy(site.parent / "old" / SIGNATURE, site / SIGNATURE),
}


def alongside(change: Alteration, *, rechained: bool = False, key: Ed25519PrivateKey | None = None) -> Alteration:
    """An alteration by someone who writes new sums, a new release if asked, and a signature with a key if there is
    one."""
    def alter(site: Path) -> None:
        change(site)
        known = checksums.read((site / SUMS).read_bytes()).chain
        present = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*")
                   if path.is_file() and path.name not in (SUMS, SIGNATURE)}
        listed = {name: sha256(text.encode()).hexdigest() for name, text in present.items()}
        if key is not None:
            own = Chain((Key(ed25519.public_key(key), "2026-01-01"),))
            publish(site, present, own, key)
        elif rechained:
            before = replace(known, releases=known.releases[:-1])
            digest = checksums.SumsFile(Chain(), listed).digest
            known = replace(before, releases=(*before.releases, before.next_release("2026-03-01", digest)))
            (site / SUMS).write_text(checksums.text(listed, known), "utf-8")
        else:
            (site / SUMS).write_text(checksums.text(listed, known), "utf-8")

    return alter


def without_chain(site: Path) -> None:
    edited("index.html", lambda _: b"evil")(site)
    (site / SUMS).write_text(checksums.sums(site), "utf-8")


def without_anything(site: Path) -> None:
    without_chain(site)
    (site / SIGNATURE).unlink()


def with_a_key_added(site: Path) -> None:
    """Adds a key for which a key of the attacker's own vouches, and signs with that."""
    edited("index.html", lambda _: b"evil")(site)
    key = Key(ed25519.public_key(THEIRS), "2026-01-01")
    key = replace(key, signature=ed25519.sign(THEIRS, KEY_NAMESPACE, key.statement))
    present = {name: (site / name).read_text("utf-8") for name in FILES}
    publish(site, present, replace(FIRST, keys=(*FIRST.keys, key)), THEIRS)


def roll_back(site: Path) -> None:
    shutil.rmtree(site)
    shutil.copytree(site.parent / "old", site)


CHANGE, ADD, DELETE = ALONE["a byte more"], ALONE["a file added"], ALONE["a folder deleted"]
ALONGSIDE |= {
    "a file changed": alongside(CHANGE), "a file added": alongside(ADD), "files deleted": alongside(DELETE),
    "a file moved": alongside(ALONE["a file moved"]),
    "a file changed, as a release": alongside(CHANGE, rechained=True),
    "a file added, as a release": alongside(ADD, rechained=True),
    "signed by another": alongside(CHANGE, key=THEIRS),
    "files deleted, signed by another": alongside(DELETE, key=THEIRS),
    "without releases": without_chain, "without signature": without_anything,
    "a key of their own added": with_a_key_added, "put back to an older release": roll_back,
}


def test_there_are_sixty() -> None:
    assert (len(ALONE), len(ALONGSIDE)) == (48, 12)


def test_the_copy_is_whole_before_it_is_altered(site: Path) -> None:
    verdict = verify(str(site), expected=EXPECTED)
    assert verdict.whole, verdict
    assert verdict.signer == EXPECTED.key
    assert verdict.chain.latest
    assert verdict.chain.latest.number == 2


@pytest.mark.parametrize("name", ALONE)
def test_each_alteration_is_reported(site: Path, name: str) -> None:
    ALONE[name](site)
    verdict = verify(str(site), expected=EXPECTED)
    assert not verdict.whole
    assert verdict.faults or verdict.problem or verdict.doubts


@pytest.mark.parametrize("name", sorted(set(ALONE) - {"the signature deleted"}))
def test_it_is_reported_without_a_key_too(site: Path, name: str) -> None:
    ALONE[name](site)
    assert not verify(str(site)).whole


@pytest.mark.parametrize("name", ALONGSIDE)
def test_sums_altered_alongside_are_reported(site: Path, name: str) -> None:
    known = checksums.read((site / SUMS).read_bytes()).chain.latest
    assert known
    ALONGSIDE[name](site)
    verdict = verify(str(site), expected=replace(EXPECTED, release=known.digest))
    assert verdict.doubts
    # Whoever knows no release has no way to see that a whole older one is put back.
    older = name == "put back to an older release"
    assert verify(str(site), expected=EXPECTED).whole is older
