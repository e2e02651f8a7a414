// On a work's page: the address bar has the clause that is cited, the contents show the clause being read, and a switch
// of text or interface keeps it.
(() => {
  "use strict";

  const toast = document.querySelector(".toast");
  let hide = 0;

  function say(words) {
    toast.textContent = words;
    clearTimeout(hide);
    hide = setTimeout(() => { toast.textContent = ""; }, 4000);
  }

  async function give(words) {
    try {
      await diptych.give({ plain: words });
      say(toast.dataset.copied);
    } catch {
      say(toast.dataset.failed);
    }
  }

  function copy(event) {
    const shown = event.target.closest("button[data-copies]");
    if (shown) give(document.getElementById(shown.dataset.copies).textContent);
    const link = event.target.closest("a.permalink");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.replaceState(null, "", `#${encodeURIComponent(diptych.clause(link.href))}`);
  }

  const menu = document.querySelector("details.contents");
  const here = menu?.querySelector(".contents-here");
  const entries = new Map();
  for (const link of document.querySelectorAll(".toc a, .contents a")) {
    const id = decodeURIComponent(link.hash.slice(1));
    entries.set(id, [...(entries.get(id) ?? []), link]);
  }

  function entry(clause) {
    for (let unit = clause; unit; unit = unit.parentElement) {
      if (entries.has(unit.id)) return entries.get(unit.id);
    }
    return [];
  }

  let current = [];

  function show(link) {
    const pane = link.closest(".md-sidebar, .contents > div");
    const [line, frame] = [link.getBoundingClientRect(), pane.getBoundingClientRect()];
    if (line.top < frame.top || line.bottom > frame.bottom) pane.scrollTop += line.top - frame.top - frame.height / 3;
  }

  function follow() {
    const links = entry(diptych.reading());
    if (links[0] === current[0]) return;
    for (const link of current) link.removeAttribute("aria-current");
    for (const link of links) link.setAttribute("aria-current", "location");
    current = links;
    for (const link of links) if (link.offsetParent) show(link);
    if (!here) return;
    here.replaceChildren(...(links[0]?.cloneNode(true).childNodes ?? []));
    // There is one line; a browser may end it at a place to break nonetheless.
    for (const place of here.querySelectorAll("wbr")) place.remove();
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
    const place = diptych.reading();
    const address = new URL(link.href);
    address.hash = place ? place.dataset.eid : "";
    link.href = address.href;
  }

  addEventListener("scroll", scrolled, { passive: true });
  if (location.hash) scrolled();
  document.addEventListener("click", copy);
  for (const moment of ["pointerdown", "keydown", "contextmenu", "click"]) document.addEventListener(moment, carry, true);
  menu?.addEventListener("toggle", () => { if (menu.open && current[0]) current.filter((link) => link.offsetParent).forEach(show); });
  document.addEventListener("click", (event) => {
    if (menu?.open && (event.target.closest(".contents a") || !event.target.closest(".contents"))) menu.open = false;
  });
  menu?.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
})();
