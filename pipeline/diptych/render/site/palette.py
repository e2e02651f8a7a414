"""theme.palette of mkdocs.yml → the colour schemes of a site, and the style rules for its colours.

Colours have the names of Material for MkDocs (schema/colours.toml). They are made darker or lighter until text in them
can be read on the page (WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from diptych.config import schema_layers

SCHEMES: Final = ("default", "slate")
"""The light and the dark scheme, as Material for MkDocs names them."""
OWN: Final = "custom"
"""The name of a colour that stays as the style sheets have it."""
_GREYS: Final = ("white", "black")
"""Colours of the bar in which links would not be told from text."""
PAPERS: Final = {"default": "#f6f5f2", "slate": "#21252d"}
"""The background of each scheme on which text has the least contrast: the panels of site.css."""
_ENOUGH: Final = 4.5
"""Contrast of text at least (WCAG 2.2, 1.4.3). Raised, colours get darker in the light scheme."""
_STEPS: Final = 50
"""Steps from a colour to black or white; chosen. Raised, the result is nearer to the colour."""


@dataclass(frozen=True, slots=True)
class Toggle:
    """The button that leads to the next scheme: its icon and its name, empty where none is given."""

    icon: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Palette:
    """The schemes, the first for a reader whose system asks for none; with `media` the system decides.

    `toggles` are by scheme; without them there is no button. `style` are CSS rules.
    """

    schemes: tuple[str, ...] = SCHEMES
    media: bool = True
    toggles: Mapping[str, Toggle] | None = None
    style: str = ""

    @property
    def fixed(self) -> str:
        """The only scheme; empty if there are two."""
        return self.schemes[0] if len(self.schemes) == 1 else ""


SYSTEM: Final = Palette()
"""Both schemes in the colours of the style sheets, as the reader's system asks."""


def palette(written: object) -> Palette:
    """The palette of an option that `problems` has nothing against."""
    entries = _entries(written)
    if not entries:
        return SYSTEM
    schemes = tuple(dict.fromkeys(str(entry.get("scheme", SCHEMES[0])) for entry in entries))
    toggles = {str(entry.get("scheme", SCHEMES[0])): Toggle(entry["toggle"].get("icon", ""), entry["toggle"].get(
        "name", "")) for entry in entries if isinstance(entry.get("toggle"), dict)}
    rules = (_rule(str(entry.get("scheme", SCHEMES[0])), entry) for entry in entries)
    return Palette(schemes, len(entries) > 1 and any(entry.get("media") for entry in entries),
                   toggles if len(schemes) > 1 and toggles else None,
                   "\n".join(filter(None, (*rules, _links(entries)))))


def problems(written: object) -> Iterator[tuple[str, str, str]]:
    """The mistakes in an option: what cannot be followed, why, and what to write."""
    for entry in _entries(written):
        scheme = entry.get("scheme", SCHEMES[0])
        if scheme not in SCHEMES:
            yield "scheme", f"cannot be {scheme}", f"write one of {', '.join(SCHEMES)}"
        for kind in ("primary", "accent"):
            if entry.get(kind, OWN) not in (OWN, *_colours(kind)):
                yield kind, f"cannot be {entry[kind]}", f"write one of {', '.join((OWN, *_colours(kind)))}"


def icons(written: object) -> Iterator[str]:
    """The names of the icons of all buttons."""
    for entry in _entries(written):
        toggle = entry.get("toggle")
        if isinstance(toggle, Mapping) and isinstance(toggle.get("icon"), str):
            yield toggle["icon"]


def _colours(kind: str) -> Mapping[str, str]:
    """The colours of a kind by name, as #rrggbb."""
    colours: Mapping[str, str] = schema_layers.packaged_table("colours.toml")[kind]
    return colours


def _entries(written: object) -> Sequence[Mapping[str, Any]]:
    listed = written if isinstance(written, Sequence) and not isinstance(written, str) else [written]
    return [entry for entry in listed if isinstance(entry, Mapping)]


def _links(entries: Sequence[Mapping[str, Any]]) -> str:
    """The rule that tells links from text by a line, where their colour may not do (WCAG 2.2, 1.4.1)."""
    coloured = any(entry.get("primary", OWN) not in (OWN, *_GREYS) for entry in entries)
    return ".md-typeset p a:not([class]) { text-decoration: underline }" if coloured else ""


def _rule(scheme: str, entry: Mapping[str, Any]) -> str:
    """The rule for the colours of a scheme; empty if it has none of its own."""
    primary, accent = (_colours(kind).get(str(entry.get(kind, OWN))) for kind in ("primary", "accent"))
    values: dict[str, str] = {}
    if primary:
        ink = max("#ffffff", "#1d1f24", key=lambda colour: contrast(colour, primary))
        values |= {"--diptych-bar": readable(primary, ink), "--diptych-bar-ink": ink, "--diptych-bar-quiet": ink}
        if entry["primary"] not in _GREYS:
            values["--diptych-link"] = readable(primary, PAPERS[scheme])
    if accent:
        values["--diptych-accent"] = readable(accent, PAPERS[scheme])
    inside = "; ".join(f"{name}: {value}" for name, value in values.items())
    return f'[data-md-color-scheme="{scheme}"] {{ {inside} }}' if inside else ""


def readable(colour: str, paper: str) -> str:
    """The colour nearest to one, towards black on a light paper and white on a dark one, with enough contrast."""
    end = "#000000" if _luminance(paper) > _luminance("#777777") else "#ffffff"
    mixed = (_mixed(colour, end, step / _STEPS) for step in range(_STEPS + 1))
    return next(shade for shade in mixed if contrast(shade, paper) >= _ENOUGH)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _channels(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[start:start + 2], 16) / 255 for start in (1, 3, 5))


def _luminance(colour: str) -> float:
    """The relative luminance of a colour (WCAG 2.2)."""
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _channels(colour))
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _mixed(one: str, other: str, share: float) -> str:
    parts = (round(255 * (a + (b - a) * share)) for a, b in zip(_channels(one), _channels(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)
