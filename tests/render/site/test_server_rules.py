"""The configurations of web servers: headers, what moved, what ended."""

from __future__ import annotations

import pytest
from diptych.render.site.server_rules import FORMS, ServerRules

OLD, NEW, ENDED = "/akn/cn/act/x/2001/1/~art_3/", "/akn/cn/act/x/2001/1/~art_4/", "/akn/cn/act/x/2001/1/~art_9/"
RULES = ServerRules({"Content-Security-Policy": "default-src 'none'", "Cache-Control": "no-cache"},
                    {"Cache-Control": "immutable"}, {"Cache-Control": "no-cache"}, "[.-][0-9a-f]{8,}[./]",
                    ((OLD, NEW),), (ENDED,))


@pytest.mark.parametrize("form", FORMS)
def test_brackets_are_closed_and_nothing_is_said_of_other_addresses(form: str) -> None:
    made = FORMS[form](RULES)
    assert made.count("{") == made.count("}")
    assert made.endswith("\n")
    plain = FORMS[form](ServerRules(RULES.pages, RULES.kept, RULES.rest, RULES.digest))
    assert "301" not in plain
    assert "~art" not in plain


@pytest.mark.parametrize(("form", "lines"), [
    ("nginx", [f'location = "{OLD}" {{ return 301 "{NEW}"; }}',
               f'location = "{ENDED}" {{ error_page 410 "{ENDED}index.html"; return 410; }}']),
    ("caddy", [f'\tredir "{OLD}" "{NEW}" 301', f'@gone path "{ENDED}"', "\terror @gone 410"]),
    ("apache", [f'RewriteRule "^/?{OLD[1:]}$" "{NEW}" [R=301,L,NE]', f'RewriteRule "^/?{ENDED[1:]}$" - [G,L]',
                f"    ErrorDocument 410 {ENDED}index.html"]),
    ("netlify-redirects", [f"{OLD} {NEW} 301!", f"{ENDED} {ENDED}index.html 410!"]),
])
def test_what_moved_is_redirected_and_what_ended_is_gone(form: str, lines: list[str]) -> None:
    made = FORMS[form](RULES).split("\n")
    assert [line for line in lines if line not in made] == []


@pytest.mark.parametrize("form", ["nginx", "caddy", "apache", "netlify-headers"])
def test_pages_have_the_policy(form: str) -> None:
    assert "default-src 'none'" in FORMS[form](RULES)
