"""The headers and redirections that a site needs → the configuration of a web server or host that sends them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ServerRules:
    """Headers of pages, of files whose path has a digest and fits the pattern `digest`, and of all other files.

    `moved` has the path of a folder that moved, with that of the present one; `gone` are those that ended. Their pages
    say so to readers. Paths begin at the root of the site and end with a slash.
    """

    pages: Headers
    kept: Headers
    rest: Headers
    digest: str
    moved: tuple[tuple[str, str], ...] = ()
    gone: tuple[str, ...] = ()


def _url(path: str) -> str:
    """A path as a URL has it."""
    return quote(path, safe="/~@!:>")


def _decoded(path: str) -> str:
    """A path as configuration files quote it."""
    return path.replace("\\", "\\\\").replace('"', '\\"')


def nginx(rules: ServerRules) -> str:
    """What nginx includes in its `server`; a location with a header inherits none."""
    def location(match: str, headers: Headers, inner: str = "") -> str:
        lines = "".join(f'    add_header {name} "{value}" always;\n' for name, value in headers.items())
        return f"location {match} {{\n{inner}{lines}}}\n"

    manifest = location(r"~ \.webmanifest$", rules.rest, "    types { } default_type application/manifest+json;\n")
    moved = "".join(f'location = "{_decoded(old)}" {{ return 301 "{_url(new)}"; }}\n' for old, new in rules.moved)
    gone = "".join(f'location = "{_decoded(path)}" {{ error_page 410 "{_decoded(path)}index.html"; return 410; }}\n'
                   for path in rules.gone)
    files = location(f'~ "{rules.digest}"', rules.kept), manifest, location(r"~ \.html$", rules.pages)
    return f"index index.html;\nerror_page 404 /404.html;\ncharset utf-8;\n{''.join(files)}{moved}{gone}" + location(
        "/", rules.rest)


def caddy(rules: ServerRules) -> str:
    """What a site block of Caddy 2 imports; in `route` the last header of a name counts."""
    def header(matcher: str, headers: Headers) -> str:
        lines = "".join(f'\t\t{name} "{value}"\n' for name, value in headers.items())
        return f"\theader {matcher} {{\n{lines}\t}}\n"

    moved = "".join(f'\tredir "{_decoded(old)}" "{_url(new)}" 301\n' for old, new in rules.moved)
    gone = "@gone path " + " ".join(f'"{_decoded(path)}"' for path in rules.gone) + "\n" if rules.gone else ""
    ended = "\terror @gone 410\n" if gone else ""
    return (f"{gone}@pages path */ *.html\n@kept path_regexp {rules.digest}\nroute {{\n{moved}{ended}"
            f"{header('*', rules.rest)}{header('@kept', rules.kept)}{header('@pages', rules.pages)}\tfile_server\n}}\n"
            f"handle_errors {{\n{header('*', rules.pages)}"
            "\t@ended expression {err.status_code} == 410\n\trewrite @ended {path}index.html\n"
            "\t@missing expression {err.status_code} == 404\n\trewrite @missing /404.html\n\tfile_server\n}\n")


def apache(rules: ServerRules) -> str:
    """An .htaccess, or a part of the configuration, for Apache 2.4 with mod_headers and mod_rewrite."""
    def block(begin: str, end: str, headers: Headers) -> str:
        lines = "".join(f'    Header always set {name} "{value}"\n' for name, value in headers.items())
        return f"{begin}\n{lines}{end}\n"

    rest = "".join(f'Header always set {name} "{value}"\n' for name, value in rules.rest.items())
    pages = block('<FilesMatch "\\.html$">', "</FilesMatch>", rules.pages)
    kept = block(f'<If "%{{REQUEST_URI}} =~ m#{rules.digest.replace("/]", "/]")}#">', "</If>", rules.kept)
    moved = "".join(f'RewriteRule "^/?{_pattern(old)}$" "{_url(new)}" [R=301,L,NE]\n' for old, new in rules.moved)
    gone = "".join(f'RewriteRule "^/?{_pattern(path)}$" - [G,L]\n' for path in rules.gone)
    said = "".join(block(f"<If \"%{{REQUEST_URI}} == '{_decoded(path)}'\">", "</If>", {}).replace(
        "\n", f"\n    ErrorDocument 410 {_url(path)}index.html\n", 1) for path in rules.gone)
    return (f"DirectoryIndex index.html\nErrorDocument 404 /404.html\nRewriteEngine On\n{moved}{gone}{said}{rest}"
            f"{pages}{kept}")


def _pattern(path: str) -> str:
    """The regular expression of a path without its first slash."""
    return "".join(f"\\{sign}" if sign in r".^$*+?()[]{}|\\" else sign for sign in _decoded(path).lstrip("/"))


def netlify_headers(rules: ServerRules) -> str:
    """The file `_headers` in the root of a site at Netlify or Cloudflare Pages."""
    def block(path: str, headers: Headers) -> str:
        return f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())

    always = {name: value for name, value in rules.pages.items() if name != "Cache-Control"}
    return block("/*", always) + block("/assets/diptych-*", {"Cache-Control": rules.kept["Cache-Control"]})


def netlify_redirects(rules: ServerRules) -> str:
    """The file `_redirects` in the root of a site at Netlify."""
    moved = "".join(f"{_url(old)} {_url(new)} 301!\n" for old, new in rules.moved)
    return moved + "".join(f"{_url(path)} {_url(path)}index.html 410!\n" for path in rules.gone)


FORMS: Final[Mapping[str, Callable[[ServerRules], str]]] = MappingProxyType({
    "nginx": nginx, "caddy": caddy, "apache": apache, "netlify-headers": netlify_headers,
    "netlify-redirects": netlify_redirects})
"""The configurations by the names of their formats."""
