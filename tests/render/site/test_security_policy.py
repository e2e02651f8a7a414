"""The Content Security Policy of pages."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from diptych.commands.headers import headers
from diptych.render.site.security_policy import policy


def digest(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def directive(name: str, *pages: str) -> list[str]:
    """The sources of a directive in the policy of pages."""
    [found] = [part.split()[1:] for part in policy(pages).split("; ") if part.split()[0] == name]
    return found


@pytest.mark.parametrize(("page", "name", "sources"), [
    ("<p>a</p>", "script-src", ["'self'"]),
    ("<script>let a = '</p>' < 3 && 1</script>", "script-src", ["'self'", digest("let a = '</p>' < 3 && 1")]),
    ("<script type='module'>1</script>", "script-src", ["'self'", digest("1")]),
    ('<script type="application/ld+json">{}</script>', "script-src", ["'self'"]),
    ("<script src='a.js'></script>", "script-src", ["'self'"]),
    ("<script src='https://stats.example/a.js'></script>", "script-src", ["'self'", "https://stats.example"]),
    ("<script src='//stats.example/a.js'></script>", "script-src", ["'self'", "https://stats.example"]),
    ("<style>p { color: red }</style>", "style-src", ["'self'", digest("p { color: red }")]),
    ("<p style='color: red'>", "style-src", ["'self'", digest("color: red"), "'unsafe-hashes'"]),
    ("<p onclick='a()'>", "script-src", ["'self'", digest("a()"), "'unsafe-hashes'"]),
    ("<link rel='stylesheet' href='https://a.example/b.css'>", "style-src", ["'self'", "https://a.example"]),
    ("<link rel='canonical' href='https://a.example/'>", "style-src", ["'self'"]),
    ("<img src='https://a.example/b.png'>", "img-src", ["'self'", "data:", "https://a.example"]),
    ("<iframe src='https://a.example/b'></iframe>", "frame-src", ["https://a.example"]),
])
def test_a_source_is_allowed_by_digest_or_origin(page: str, name: str, sources: list[str]) -> None:
    assert directive(name, page) == sources


def test_the_order_of_pages_does_not_matter() -> None:
    pages = ("<script>1</script>", "<script>2</script><style>a</style>")
    assert policy(pages) == policy(reversed(pages))
    assert "unsafe-inline" not in policy(pages)


def test_the_command_needs_a_site(tmp_path: Path) -> None:
    ran = CliRunner().invoke(headers, [], obj=tmp_path)
    assert (ran.exit_code, "run `diptych build` first" in ran.output) == (1, True)


def test_nginx_gets_the_policy_for_pages_alone(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("<script>1</script>", encoding="utf-8")
    made = CliRunner().invoke(headers, ["--format", "nginx"], obj=tmp_path).output
    assert made.count("Content-Security-Policy") == 1
    assert made.count("{") == made.count("}")
    assert digest("1") in made
