"""Diptych: received legal texts in any number of languages → validated Akoma Ntoso → site, PDFs, machine formats.

The names in `__all__` are the public API. Each is imported when it is first used, so `import diptych` is cheap.
None of them is the name of a package inside `diptych`.
"""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from diptych.api.outcomes import AlignedClauses, Clause, CompiledText, CompiledWork, Outcome
    from diptych.api.projects import explain, new_project
    from diptych.api.publications import cite, pdf, verify
    from diptych.api.texts import align_texts, convert
    from diptych.api.works import build_site, check, read_work, read_works, review_work
    from diptych.diagnostics import Code, Finding, Position, Severity

API_VERSION: Final = "1.0"
"""Version of the public API, major and minor. A minor version only adds; a major one may rename or remove."""

__all__ = [
    "API_VERSION", "AlignedClauses", "Clause", "Code", "CompiledText", "CompiledWork", "Finding", "Outcome",
    "Position", "Severity", "align_texts", "build_site", "check", "cite", "convert", "explain", "new_project",
    "pdf", "read_work", "read_works", "review_work", "verify"]


if not TYPE_CHECKING:  # A type checker knows the names by the imports above, and no others.
    def __getattr__(name: str) -> Any:
        """A public name, imported from its module. The other names of these modules are private."""
        if name not in __all__:
            raise AttributeError(f"module 'diptych' has no public name {name!r}")
        return getattr(_module(name), name)


def _module(name: str) -> ModuleType:
    """The module of a public name."""
    from diptych import diagnostics  # noqa: PLC0415

    if hasattr(diagnostics, name):
        return diagnostics
    if name in ("build_site", "check", "read_work", "read_works", "review_work"):
        from diptych.api import works  # noqa: PLC0415

        return works
    if name in ("align_texts", "convert"):
        from diptych.api import texts  # noqa: PLC0415

        return texts
    if name in ("cite", "pdf", "verify"):
        from diptych.api import publications  # noqa: PLC0415

        return publications
    if name in ("explain", "new_project"):
        from diptych.api import projects  # noqa: PLC0415

        return projects
    from diptych.api import outcomes  # noqa: PLC0415

    return outcomes


def __dir__() -> list[str]:
    return sorted(__all__)
