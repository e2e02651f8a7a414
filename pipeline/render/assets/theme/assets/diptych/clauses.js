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
    history.replaceState(null, "", link.href.replace(/^.*\/~/, "#"));
    try {
      await navigator.clipboard.writeText(link.href);
      say(toast.dataset.copied);
    } catch {
      say(toast.dataset.failed);
    }
  }

  const bars = [...document.querySelectorAll(".md-header, .views, .heads")];
  const clauses = [...document.querySelectorAll("[data-eid]")].filter((clause) => !clause.querySelector("[data-eid]"));
  const entries = new Map([...document.querySelectorAll(".toc a")].map((link) => [link.hash.slice(1), link]));

  // The clause under the bars that stay at the top; none at the very top of the page.
  function reading() {
    if (scrollY < 8) return null;
    const stuck = bars.filter((bar) => bar.offsetHeight > 0 && bar.getBoundingClientRect().top < innerHeight / 3);
    const top = Math.max(0, ...stuck.map((bar) => bar.getBoundingClientRect().bottom));
    // Where a link has just led to: the row before it may still show its last line under the bars.
    const place = document.querySelector(":target")?.closest("[data-eid]");
    const distance = place ? place.getBoundingClientRect().top - top : Infinity;
    if (distance > -8 && distance < 80) return place;
    return clauses.find((clause) => clause.getBoundingClientRect().bottom > top + 8) ?? null;
  }

  function entry(clause) {
    for (let unit = clause; unit; unit = unit.parentElement) {
      if (entries.has(unit.id)) return entries.get(unit.id);
    }
    return null;
  }

  let current = null;

  function follow() {
    const link = entry(reading());
    if (link === current) return;
    current?.removeAttribute("aria-current");
    current = link;
    if (!link) return;
    link.setAttribute("aria-current", "location");
    const pane = link.closest(".md-sidebar__scrollwrap");
    const [line, frame] = [link.getBoundingClientRect(), pane.getBoundingClientRect()];
    if (line.top < frame.top || line.bottom > frame.bottom) pane.scrollTop += line.top - frame.top - frame.height / 3;
  }

  let asked = false;

  function scrolled() {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; follow(); });
  }

  function carry(event) {
    const link = event.target.closest("a[data-carry]");
    if (!link) return;
    const place = reading();
    const address = new URL(link.href);
    address.hash = place ? place.dataset.eid : "";
    link.href = address.href;
  }

  addEventListener("scroll", scrolled, { passive: true });
  scrolled();
  document.addEventListener("click", copy);
  for (const moment of ["pointerdown", "keydown", "contextmenu", "click"]) document.addEventListener(moment, carry, true);
  document.querySelector("details.contents")?.addEventListener("click", (event) => {
    if (event.target.closest("a")) event.currentTarget.open = false;
  });
})();
