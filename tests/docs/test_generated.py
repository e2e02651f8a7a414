"""The pages of the manual that are made of the program."""

from __future__ import annotations

import diptych
import pytest
import yaml
from diptych.commands.main import main
from diptych.mkdocs_plugin import DiptychConfig

from docs.generated import api_page, code_page, command_page, markdown, option_page
from tests.conftest import ROOT
from tests.test_catalogue import CATALOGUE


def test_each_option_of_the_plugin_is_described() -> None:
    described = {name: words for name, words, _ in option_page.options()}
    assert set(described) == {name for name, _ in DiptychConfig._schema}
    assert [name for name, words in described.items() if len(words) < 10] == []
    assert all(f"| `{name}` |" in option_page.page() for name in described)


def test_the_options_in_yaml_are_those_that_count_without_them() -> None:
    sample = option_page.page().partition("``` yaml\n")[2].partition("```")[0]
    [plugin] = yaml.safe_load(sample)["plugins"]
    config = DiptychConfig()
    config.load_dict(plugin["diptych"])
    assert config.validate() == ([], [])
    assert plugin["diptych"] == {
        name: option.default for name, option in DiptychConfig._schema if option.default is not None}


def test_each_public_name_of_python_is_described() -> None:
    page = api_page.page()
    assert [name for name in diptych.__all__ if name != "API_VERSION" and f"### `{name}`\n" not in page] == []
    assert f"version {diptych.API_VERSION} of" in page


def test_each_code_is_explained_in_its_group() -> None:
    page = code_page.page(ROOT / "schema/codes.toml")
    assert {code[0] for code in CATALOGUE} == set(code_page.GROUPS)
    assert [code for code in CATALOGUE if f"{{ #{code.lower()} }}\n" not in page] == []


def test_each_command_and_option_is_described() -> None:
    page = command_page.page()
    for name, command in main.commands.items():
        assert f"\n## `diptych {name}`\n" in page
        assert all(option in page for parameter in command.params for option in parameter.opts
                   if option.startswith("--"))
    assert "\n### `diptych anchors withdraw`\n" in page


@pytest.mark.parametrize(("words", "made"), [
    ("a <b> & [c](d)", "a &lt;b&gt; &amp; &#91;c&#93;(d)"),
    ("`a <b>` *c*", "`a <b>` &#42;c&#42;"),
    ("two\n  lines", "two lines"),
    ("a | b", "a &#124; b"),
])
def test_words_are_no_markup(words: str, made: str) -> None:
    assert markdown.text(words) == made


def test_a_cell_may_have_a_bar_in_code() -> None:
    assert markdown.table(("a",), [("`x|y`",)]).splitlines()[2] == "| `x|y` |"
    assert markdown.code("a`b") == "`` a`b ``"
