// On a work's page: permalinks are copied, and a switch of text or interface keeps the clause being read.
(() => {
  "use strict";

  const toast = document.querySelector(".toast");
  let hide = 0;

  function say(words) {
    toast.textContent = words;
    clearTimeout(hide);
    hide = setTimeout(() => { toast.textContent = ""; }, 4000);
  }

  async function copy(event) {
    const link = event.target.closest("a.permalink");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.replaceState(null, "", new URL(link.href).hash);
    try {
      await navigator.clipboard.writeText(link.href);
      say(toast.dataset.copied);
    } catch {
      say(toast.dataset.failed);
    }
  }

  function reading() {
    const sticky = [...document.querySelectorAll(".md-header, .views, .heads")]
      .reduce((bottom, bar) => Math.max(bottom, bar.offsetParent === null && bar.offsetHeight === 0 ? 0 : bar.getBoundingClientRect().bottom), 0);
    const top = Math.min(sticky, innerHeight / 2) + 8;
    const clauses = [...document.querySelectorAll("[data-eid]")];
    if (clauses.length === 0 || scrollY < 8) return "";
    const inner = clauses.filter((clause) => !clause.querySelector("[data-eid]"));
    const seen = inner.find((clause) => clause.getBoundingClientRect().bottom > top);
    return seen ? seen.dataset.eid : "";
  }

  function carry(event) {
    const link = event.target.closest("a[data-carry]");
    if (!link) return;
    const place = reading();
    const address = new URL(link.href);
    address.hash = place ? `#${place}` : "";
    link.href = address.href;
  }

  document.addEventListener("click", copy);
  for (const moment of ["pointerdown", "keydown", "contextmenu", "click"]) document.addEventListener(moment, carry, true);
  document.querySelector("details.contents")?.addEventListener("click", (event) => {
    if (event.target.closest("a")) event.currentTarget.open = false;
  });
})();
