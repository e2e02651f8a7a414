"""A published address → its citation or PDF; a published site → its altered files."""

from __future__ import annotations

from pathlib import Path

from diptych.api.outcomes import Outcome, outcome
from diptych.citations import csl_styles, processor
from diptych.compile import address_lookup
from diptych.diagnostics import Result
from diptych.files import checksums
from diptych.products import pdf_editions, pdf_typesetting
from diptych.products.site_settings import SiteOptions, site_options, site_url
from diptych.project import load


def cite(project: Path, address: str, *, style: str = "csl-json", language: str = "") -> Outcome[str]:
    """The citation of a work, text, clause or range at an address, such as `/akn/cn/act/guobanfa/2012/19/~sec_6`.

    KeyError if schema/citations/styles.toml has no such style.
    """
    styles, cited = csl_styles.citations(project), address_lookup.find(project, address, language)
    catalogue, findings = load.catalogue(project), (*styles.diagnostics, *cited.diagnostics)
    if styles.value is None or cited.value is None:
        return outcome(Result(None, findings), catalogue)
    if style not in styles.value.styles:
        raise KeyError(style)
    words = processor.cite(cited.value.documents, styles.value, style, site_url(project), cited.value.language,
                           cited.value.eid)
    return outcome(Result(words, findings), catalogue)


def pdf(project: Path, address: str, *, language: str = "") -> Outcome[bytes]:
    """The PDF of a work, text, clause or range at an address; all texts side by side unless a `language` is named."""
    catalogue = load.catalogue(project)
    settings = pdf_editions.of_project(project, site_options(project).value or SiteOptions())
    cited = address_lookup.find(project, address, language)
    findings = (*settings.diagnostics, *cited.diagnostics)
    if settings.value is None or cited.value is None:
        return outcome(Result(None, findings), catalogue)
    job = pdf_editions.of_address(cited.value, settings.value)
    if job is None:
        missing = address_lookup.missing(address, cited.value.eid, (), language)
        return outcome(Result(None, (*findings, missing)), catalogue)
    made = pdf_typesetting.make(job)
    return outcome(Result(made.value, (*findings, *made.diagnostics)), catalogue)


def verify(site: str) -> tuple[tuple[str, str], ...]:
    """The files of a published site that differ from its SHA256SUMS, each with what is wrong; empty if none differs.

    `site` is a folder, or the address of a front page. ValueError if it cannot be verified.
    """
    verdict = checksums.verify(site)
    if verdict.problem:
        raise ValueError(f"{site} cannot be verified: {verdict.problem}")
    return tuple((name, str(fault)) for name, fault in verdict.faults)
