"""The packaged folder `schema/`: languages, countries, codes and words."""

from __future__ import annotations

from pathlib import Path


def packaged() -> Path:
    """The folder `schema/` of the installed package, or of the checkout in an editable installation."""
    package = Path(__file__).parent.parent
    return next(folder for folder in (package / "schema", package.parent.parent / "schema")
                if (folder / "codes.toml").is_file())
