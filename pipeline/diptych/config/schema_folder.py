"""Where the packaged `schema/` is: the languages, countries, codes and words that Diptych brings along."""

from __future__ import annotations

from pathlib import Path


def packaged() -> Path:
    """The folder `schema/` in the installed package or, in an editable installation, that of the checkout."""
    package = Path(__file__).parent.parent
    return next(folder for folder in (package / "schema", package.parent.parent / "schema")
                if (folder / "codes.toml").is_file())
