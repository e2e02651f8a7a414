"""What the templates of the theme show of a page."""

from __future__ import annotations

from dataclasses import dataclass

from diptych.interface_text import LAST, Interface
from diptych.render.site.page import Link
from diptych.render.site.palette import SYSTEM, Palette
from diptych.render.site.site_frame import Consent, MenuItem


@dataclass(frozen=True, slots=True)
class ThemeValues:
    """The values of the theme's templates for a page: its interface, links to its other forms, scripts and styles.

    `home` is the path of the front page. `alternates`, `head` and `contents` are HTML. `about`, `imprint` and `terms`
    are paths of pages, empty if there are none. `menu`, `consent` and `publisher` are as the site has them, in the
    language of the page. With `offline` the reader's device may keep the site. `theme_language` is a file of the theme
    with its own words. `changed` is HTML that says when the page changed last, `picture` the URL of one of the site.
    """

    interface: Interface
    home: str
    interfaces: tuple[Link, ...] = ()
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    about: str = ""
    alternates: str = ""
    head: str = ""
    contents: str = ""
    terms: str = ""
    columns: tuple[str, ...] = ()
    imprint: str = ""
    menu: tuple[MenuItem, ...] = ()
    consent: Consent | None = None
    publisher: str = ""
    palette: Palette = SYSTEM
    offline: bool = True
    theme_language: str = LAST
    changed: str = ""
    picture: str = ""
