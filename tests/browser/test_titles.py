"""Titles and contents in Chinese and Japanese in a browser: no line ends inside a word, and no character is alone."""

from __future__ import annotations

import pytest
from diptych.render import asset_files
from diptych.render.html.title_breaks import line_pieces
from playwright.sync_api import Browser

WORDS = (asset_files.folder("theme") / "assets/diptych/words.js").read_text("utf-8")
LINES = """() => {
  const walker = document.createTreeWalker(document.querySelector("span"), NodeFilter.SHOW_TEXT);
  const lines = new Map();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    [...node.data].forEach((character, at) => {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const { top } = range.getBoundingClientRect();
      lines.set(top, (lines.get(top) ?? "") + character);
    });
  }
  return [...lines.values()];
}"""
STYLE = "word-break: keep-all; overflow-wrap: anywhere; text-wrap: balance; font-size: 10px; font-family: monospace"


@pytest.mark.parametrize(("tag", "title", "words"), [
    ("zh-Hans", "（四）经济繁荣、环境优美的宜居生态型新城区。", "经济 繁荣 环境 优美 生态 城区"),
    ("zh-Hans", "基础设施建设和产业发展重点", "基础 设施 建设 产业 发展 重点"),
    ("zh-Hant", "電信事業申請無線電頻率核配及使用管理辦法", "電信 事業 申請 頻率 使用 管理 辦法"),
    ("ja", "外国弁護士による法律事務の取扱い等に関する法律", "外国 弁護士 法律 事務 取扱い 関する")])
def test_no_line_of_a_title_ends_inside_a_word(browser: Browser, tag: str, title: str, words: str) -> None:
    page = browser.new_page()
    page.set_content(f"<body lang='{tag}'><div class='toc'><a href='#x' style='display: block; {STYLE}'>"
                     f"<span lang='{tag}'>{'<wbr>'.join(line_pieces(title))}</span></a></div>")
    page.add_script_tag(content=WORDS)
    for ems in range(11, 24):
        page.locator("a").evaluate("(link, ems) => { link.style.width = `${ems}em`; }", ems)
        lines = page.evaluate(LINES)
        assert "".join(lines) == title
        assert [word for word in words.split() if not any(word in line for line in lines)] == []
        assert [line for line in lines if len(line.rstrip("。")) < len("一二")] == []
    page.close()
