"""A work → the files that are read and edited elsewhere: an EPUB of all its texts, a DOCX of each and of all."""

from __future__ import annotations

from pipeline.diagnostics import Result
from pipeline.products import Files, Given
from pipeline.render import docx
from pipeline.render.epub import epub


def make(given: Given, _: str) -> Result[Files]:
    """The files of a work, or of a version of it, named after their languages."""
    site, declared, documents = given.value("site").site_url, given.value("families"), given.documents
    name = "-".join(document.language for document in documents)
    if declared is None:
        return Result(())
    beside = ((f"{name}.docx", docx.parallel(documents, site, declared)),) if len(documents) > 1 else ()
    alone = tuple((f"{one.language}.docx", docx.expression(one, site, declared)) for one in documents)
    return Result(((f"{name}.epub", epub(documents, site)), *beside, *alone))
