"""A package and what a reader made of it → the account: every character read, or left out and named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from diptych.diagnostics import Diagnostic, Position, diagnostic
from diptych.readers.formats import package_inventory
from diptych.readers.formats.formulas.formulas import findings as formula_findings
from diptych.readers.formats.lines import notations, pictures, pieces, unwritten
from diptych.readers.formats.package_inventory import visible
from diptych.readers.formats.package_reading import DATA, EMBEDDED, QUIET, STRAY, PackageReading, TrackedChanges

UNBALANCED: Final = "L002"
"""Code of the finding that an account doesn't add up."""
LOST_PICTURES: Final = "L003"
"""Code of the finding that pictures are lost or doubled."""
BROKEN: Final = frozenset({UNBALANCED, LOST_PICTURES})
"""Codes of findings by which a package is refused."""
_SHOWN: Final = 20
"""Different characters that a message shows, chosen. A higher number makes L002 longer."""


@dataclass(frozen=True, slots=True)
class Omission:
    """What was left out of one kind: the number of objects, of the visible characters and of the pictures in them."""

    kind: str
    objects: int
    characters: int
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class PictureCount:
    """The pictures of a package or a page: `held` by it, `read` with a file that is published or without one."""

    held: int = 0
    read: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """The visible characters of a package or a page: `held` by it, `read` as text, and `printed` as numbers of
    paragraphs, which no part holds. The omissions are the rest. `container` is what was counted."""

    held: int
    read: int
    printed: int
    omissions: tuple[Omission, ...]
    container: str = "package"
    pictures: PictureCount = PictureCount()


def account(data: bytes, reading: PackageReading) -> tuple[Account, Counter[str], Counter[str]]:
    """The account of a package, the characters that are in it and not in the account, and the reverse."""
    inventory = package_inventory.inventory(data)
    held = inventory.characters
    read = visible("".join([text for text, _ in pieces(reading.lines)]))
    # A linear form has signs of its own, and raised digits for digits; a reading is in no line.
    for letters, linear in unwritten(notations(reading.lines)):
        read.update(letters)
        read.subtract(linear)
    read.update(visible("".join(reading.spoken)))
    printed = visible("".join(reading.printed))
    omitted = {kind: visible("".join(texts)) for kind, texts in reading.omitted.items()}
    total = read + sum(omitted.values(), Counter[str]())
    omissions = tuple(Omission(kind, len(reading.omitted[kind]), counts.total(), reading.unread_pictures.get(kind, 0))
                      for kind, counts in omitted.items())
    # The reader does not open what the inventory names by itself.
    for kind, texts in ((STRAY, inventory.stray), (DATA, inventory.data), (EMBEDDED, inventory.documents)):
        counts = visible("".join(texts))
        held += counts
        total += counts
        omissions = _with(omissions, Omission(kind, len(texts), counts.total())) if texts else omissions
    pictured = PictureCount(inventory.pictures, sum(1 for _ in pictures(reading.lines)))
    return (Account(held.total(), read.total() - printed.total(), printed.total(), omissions, pictures=pictured),
            held + printed - total, total - held - printed)


def _with(omissions: tuple[Omission, ...], more: Omission) -> tuple[Omission, ...]:
    """The omissions with another; those of one kind are one."""
    same = [item for item in omissions if item.kind == more.kind]
    whole = Omission(more.kind, *(sum(numbers) for numbers in zip(*(
        (item.objects, item.characters, item.pictures) for item in (*same, more)), strict=True)))
    return (*(item for item in omissions if item not in same), whole)


def findings(data: bytes, reading: PackageReading, file: str) -> tuple[Account, tuple[Diagnostic, ...]]:
    """The account of a package, with T030 for each kind that was left out, T031 for pictures without a file T032
    for formulas, and T033 if it has tracked changes; L002 or L003 if it doesn't add up."""
    whole, lost, doubled = account(data, reading)
    return whole, (*_omitted(whole, file), *reading.shelf.findings(file),
                   *formula_findings(notations(reading.lines), file), *_accepted(reading.tracked, file),
                   *_unbalanced({"lost": lost, "doubled": doubled}, file), *_lost_pictures(whole, file))


def _omitted(whole: Account, file: str) -> Iterator[Diagnostic]:
    for item in whole.omissions:
        if item.kind not in QUIET:
            yield diagnostic("T030", Position(file), what=item.kind, objects=item.objects, characters=item.characters)


def _accepted(tracked: TrackedChanges, file: str) -> Iterator[Diagnostic]:
    if tracked.inserted or tracked.deleted:
        yield diagnostic("T033", Position(file), inserted=tracked.inserted, deleted=tracked.deleted)


def _lost_pictures(whole: Account, file: str) -> Iterator[Diagnostic]:
    """L003 if a picture was neither read nor left out."""
    held, read = whole.pictures.held, whole.pictures.read
    left = sum(item.pictures for item in whole.omissions)
    if held != read + left:
        yield diagnostic(LOST_PICTURES, Position(file), held=held, read=read, left=left)


def _unbalanced(differences: Mapping[str, Counter[str]], file: str) -> Iterator[Diagnostic]:
    for what, characters in differences.items():
        if characters:
            shown = "".join(sorted(characters)[:_SHOWN])
            yield diagnostic(UNBALANCED, Position(file), count=characters.total(), what=what, shown=shown)
