"""The story of a build: read the project, make what changed of each work and of what works share, put it in place.

Each product is a task with named inputs (products/contract.py), kept in build/cache. Nothing is touched before all is
made; then what changed is renamed into place. A work with an error keeps what was last published of it. What makes
products is imported when there is something to make.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from diptych.build import bulk, cache, digests, state
from diptych.build.cache import DamagedError
from diptych.build.digests import ChangedError
from diptych.build.options import Order, is_private
from diptych.build.report import InstalledProducts, Product, Report, ordered, refused
from diptych.build.task import digest
from diptych.config import diagnostic_codes
from diptych.diagnostics import Catalogue, Diagnostic, Finding, Position, diagnostic
from diptych.files import folders, manifest, placing, product_places
from diptych.files.product_places import ForeignPlaceError, LinkError
from diptych.project import interface_catalogues, load, portable_names
from diptych.project.unread_files import is_something

if TYPE_CHECKING:
    from diptych.anchors.published_works import PresentWork
    from diptych.build.publish import Publisher
    from diptych.build.runner import Tell
    from diptych.build.state import State
    from diptych.compile.work import Compiled
    from diptych.project.load import Schema
    from diptych.render.site.page_shells import Shells

SOURCES: Final = "source"
TRUST: Final = "DIPTYCH_TRUST"
"""The variable of the environment that trusts the code in a project where it is 1."""
COPY: Final = "build/site-offline.zip"
_TRIES: Final = 3
"""How often a build begins again where a file of the cache is damaged or a source changes meanwhile, chosen."""


def check(root: Path, *, release: bool = False) -> Report:
    """All findings of all stages up to the proof, in memory: nothing is written, no earlier build is needed.

    For a `release`, what nobody has confirmed is an error.
    """
    codes = diagnostic_codes.catalogue(root)
    if codes.value is None:
        return _without_codes(codes.diagnostics)
    catalogue, schema = codes.value, load.schema(root)
    if schema.value is None:
        return Report(ordered([catalogue.describe(item) for item in schema.diagnostics]))
    findings = _checked(root, schema.value, catalogue)
    findings += map(catalogue.describe, schema.diagnostics)
    return Report(ordered(refused(findings) if release else findings))


def _checked(root: Path, known: Schema, catalogue: Catalogue) -> list[Finding]:
    """The findings on all works, each within its limit, and those beside them."""
    # What checks works takes a while to load.
    from diptych.build.checked_works import WorkCheck  # noqa: PLC0415

    terms, folders_ = load.terms(root, known), load.folders(root)
    works = dict(WorkCheck(root, known, terms.value or (), catalogue).each(folders_))
    present = {load.name(root, folder): work.present for folder, work in works.items() if work.present}
    beside = (*terms.diagnostics, *load.misplaced(root, folders_), *_beside(root),
              *_published(root, known, present))
    return [*map(catalogue.describe, beside), *(item for work in works.values() for item in work.findings)]


def build(root: Path, tell: Tell, order: Order = Order()) -> Report:  # noqa: B008 - frozen
    """Brings build/ and site/ up to date, telling each step; what has an error stays as it was.

    Nothing is written where there are no sources.
    """
    if not (root / SOURCES).is_dir():
        return check(root, release=order.release)
    codes = diagnostic_codes.catalogue(root)
    if codes.value is None:
        return _without_codes(codes.diagnostics)
    catalogue = codes.value
    if order.scheduler and not is_private(order.scheduler):
        return Report((catalogue.describe(diagnostic("B007", address=order.scheduler)),))
    try:
        folders.make(root / "build")
        return _locked(root, catalogue, lambda: _build(root, tell, order, catalogue))
    except OSError as error:
        return Report((catalogue.describe(_unwritten(Path(error.filename or "build").name, error)),))


def _without_codes(problems: Iterable[Diagnostic]) -> Report:
    """The findings on a broken schema/codes.toml, in the words of the program."""
    return Report(tuple(map(diagnostic_codes.packaged().describe, problems)))


def copy(root: Path, report: Report) -> Report:
    """The report of a build, with the zip of its site that opens from a folder; B004 if it cannot be written."""
    from diptych.build import offline_site  # noqa: PLC0415

    try:
        offline_site.copy(root / "site", root / COPY)
    except OSError as error:
        finding = load.catalogue(root).describe(_unwritten(Path(COPY).name, error))
        return replace(report, findings=(*report.findings, finding))
    return replace(report, products=(*report.products, Product(COPY, (root / COPY).stat().st_size)))


def prepare(root: Path) -> Report:
    """Brings build/ up to date without the site: for `mkdocs build`, which makes the site itself."""
    return build(root, lambda _: None, Order(site=False, trusted=_trusted()))


def finish(root: Path, site: Path, shells: Shells) -> Report:
    """Adds to a site that MkDocs is making alone all that is not of its making."""
    catalogue, order = load.catalogue(root), Order(trusted=_trusted())
    return _locked(root, catalogue, lambda: _publisher(
        root, lambda _: None, order, catalogue, digests.reading(root, load.WORKS), state.recall(root)).finish(
        site, shells))


def _trusted() -> bool:
    """Whether the environment trusts the project, where MkDocs runs by itself and has no such option."""
    return os.environ.get(TRUST) == "1"


def compiled(root: Path) -> tuple[tuple[Compiled, ...], tuple[Diagnostic, ...]]:
    """Every work compiled, and the findings beside its own: of the project, and of published addresses."""
    from diptych.compile import versions  # noqa: PLC0415
    from diptych.compile.work import compile_work  # noqa: PLC0415

    schema = load.schema(root)
    if schema.value is None:
        return (), schema.diagnostics
    known = schema.value
    sources = load.sources(root, known)
    works = tuple(compile_work(source, known) for source in sources.value or ())
    published = [item for work in works for item in versions.check(work)]
    published += _published(root, known, {
        work.source.folder.partition("/@")[0]: versions.present(work) for work in works if work.expressions})
    return works, (*schema.diagnostics, *sources.diagnostics, *_beside(root), *published)


def _beside(root: Path) -> tuple[Diagnostic, ...]:
    """The findings on citation styles, the options of the site and the words of its interface."""
    from diptych.citations import csl_styles  # noqa: PLC0415
    from diptych.products.site_settings import site_options  # noqa: PLC0415

    return (*csl_styles.citations(root).diagnostics, *site_options(root).diagnostics,
            *interface_catalogues.interfaces(root).diagnostics)


def _published(root: Path, known: Schema, present: Mapping[str, PresentWork]) -> tuple[Diagnostic, ...]:
    """The findings on the ledger of published works, by the works that can be read; these are by their folders."""
    from diptych.anchors import published_works  # noqa: PLC0415
    from diptych.anchors.ledger import FILE  # noqa: PLC0415

    ledger, places = load.published(root, known), [load.name(root, folder) for folder in load.folders(root)]
    unread = [name.removeprefix(f"{load.WORKS}/") for name in places if name not in present]
    # Of an anchors.toml that cannot be read other findings say why.
    works = [replace(work, ledger=work.ledger or is_something(root / name / FILE))
             for name, work in present.items()]
    return (*ledger.diagnostics, *published_works.check(ledger.value or (), works, unread))


def _unwritten(place: str, error: OSError) -> Diagnostic:
    return diagnostic("B004", Position("build"), place=place, problem=error.strerror or error)


def _locked(root: Path, catalogue: Catalogue, made: Callable[[], Report]) -> Report:
    """The report of a build that nobody disturbs: B001 while another one runs, B005 or B006 where an earlier one left
    what would lead it elsewhere.

    What a killed build left half done is put in order first. The build begins again where a file of the cache is
    damaged or a source changes meanwhile.
    """
    try:
        product_places.check_folders(root)
        with folders.lock(root / "build") as free:
            if not free:
                return Report((catalogue.describe(diagnostic("B001", Position("build"))),))
            placing.recover(root)
            return _repeated(root, made)
    except ForeignPlaceError as error:
        foreign = diagnostic("B005", Position(error.file), file=error.file, path=error.path)
        return Report((catalogue.describe(foreign),))
    except LinkError as error:
        return Report((catalogue.describe(diagnostic("B006", Position(error.path), path=error.path)),))


def _repeated(root: Path, made: Callable[[], Report]) -> Report:
    for _ in range(_TRIES - 1):
        try:
            return made()
        except DamagedError:
            cache.sweep(root / cache.FOLDER)
        except msgspec.DecodeError:
            cache.forget(root / cache.FOLDER)
        except ChangedError:
            continue
    try:
        return made()
    except DamagedError as error:
        raise ForeignPlaceError(state.FILE, f"{cache.FOLDER}/{error}") from None


def _build(root: Path, tell: Tell, order: Order, catalogue: Catalogue) -> Report:
    """Makes what changed and puts it in place, unless everything is there as it was put."""
    reading, before = digests.reading(root, load.WORKS), state.recall(root)
    unreadable = tuple(portable_names.check(filter(portable_names.is_unreadable, reading.files)))
    if unreadable:
        return Report(ordered([catalogue.describe(item) for item in unreadable]))
    publisher = None
    if order.keep and before.beside == reading.beside:
        publisher = _publisher(root, tell, order, catalogue, reading, before)
        patched = publisher.patch(manifest.recorded(root, trusted=True))
        if patched is not None:
            return patched
    inputs_digest = digest(reading.all, str(order.site), *sorted(order.without))
    record = manifest.recorded(root)
    if order.release and before.inputs == inputs_digest and Report(refused(before.findings)).failed:
        return Report(ordered(refused(before.findings)))
    if before.inputs == inputs_digest and manifest.whole(root, record, order.folders) and (
            not order.site or bulk.whole(root, inputs_digest)):
        archives = bulk.products(root) if order.site else ()
        return Report(before.findings, InstalledProducts(record, archives), unchanged=True)
    return (publisher or _publisher(root, tell, order, catalogue, reading, before)).publish(record, inputs_digest)


def _publisher(root: Path, tell: Tell, order: Order, catalogue: Catalogue,
               reading: digests.Reading, before: State) -> Publisher:
    """The maker of products, with what the last build left."""
    from diptych.build.publish import Publisher  # noqa: PLC0415

    return Publisher(root, order, catalogue, reading, before, tell)
