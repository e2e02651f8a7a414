"""A work → the files that are read and edited elsewhere: an EPUB of all its texts, a DOCX of each and of all."""

from __future__ import annotations

from diptych.diagnostics import Result
from diptych.products.contract import Files, Given
from diptych.render.office import docx
from diptych.render.office.epub import epub
from diptych.render.office.text_fragments import fragments


def make(given: Given, _: str) -> Result[Files]:
    """The files of a work, or of a version of it, named after their languages."""
    site, declared = given.value("site").site_url, given.value("families")
    if declared is None:
        return Result(())
    shown = fragments(given.documents)
    name = "-".join(one.document.language for one in shown.texts)
    alone = [(f"{one.document.language}.docx", docx.expression(one, fragment, site, declared))
             for one, fragment in zip(shown.texts, shown.alone, strict=True)]
    together = [] if shown.together is None else [
        (f"{name}.docx", docx.parallel(shown.texts, shown.together, site, declared))]
    return Result(((f"{name}.epub", epub(shown, site)), *together, *alone))
