// On every page: the search opens with its button, `/` or Ctrl-K, and a clause that was found shows where; a list of
// works can be sorted and filtered.
(() => {
  "use strict";

  const here = document.currentScript.src;
  const module = (name) => import(new URL(name, here));
  const button = document.querySelector(".search-open");
  if (!button) return;

  async function open() {
    const { show } = await module("search-dialog.js");
    show(document.querySelector("dialog.search"));
  }

  function pressed(event) {
    if (document.querySelector("dialog[open]") || event.altKey) return;
    const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey;
    const letter = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!slash && !letter) return;
    event.preventDefault();
    open();
  }

  async function mark() {
    const asked = new URLSearchParams(location.search).getAll("find");
    const clause = asked.length > 0 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (clause) (await module("search-marks.js")).mark(clause, asked);
  }

  for (const each of document.querySelectorAll(".search-open")) each.addEventListener("click", open);
  document.addEventListener("keydown", pressed);
  addEventListener("hashchange", mark);
  document.addEventListener("diptych-columns", mark);
  mark();
  const tools = document.querySelector(".list-tools");
  if (tools) module("work-list.js").then(({ enliven }) => enliven(tools));
})();
