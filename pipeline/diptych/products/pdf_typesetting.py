"""Print HTML → PDF: plain values in, bytes out, so that any process can do it."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from diptych.diagnostics import Result
from diptych.render.print.conformance import CONFORMANCES, USUAL, Conformance
from diptych.render.print.fonts import Fonts


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that travels in the PDF: its name, its bytes, what it is."""

    name: str
    data: bytes
    description: str


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One PDF to be made. `pictures` are the bytes of its pictures by name."""

    html: str
    sources: tuple[AttachedFile, ...]
    fonts: Fonts
    conformance: Conformance = CONFORMANCES[USUAL]
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def warm() -> None:
    """Loads WeasyPrint, the style sheets and what the first page needs: it takes longer than a short document."""
    from diptych.render.print import pdf  # noqa: PLC0415

    pdf.warm()


def make(sheet: PrintJob) -> Result[bytes]:
    """The PDF of a sheet, with findings on fonts and characters."""
    # Loaded in the worker alone: the process that reads and validates does without.
    from diptych.render.print import pdf  # noqa: PLC0415

    attachments = tuple(pdf.Attachment(file.name, file.data, file.description) for file in sheet.sources)
    with _uncollected():
        return pdf.render(sheet.html, fonts=sheet.fonts, attachments=attachments, conformance=sheet.conformance,
                          pictures=sheet.pictures)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cycles: the boxes of a law are all in use until its pages are drawn, and looking through
    them again and again takes a sixth of the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@contextmanager
def worker() -> Iterator[Executor]:
    """One process for `make` that warms up at once."""
    with ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn")) as executor:
        executor.submit(warm)
        yield executor
