// On a work's page: the clause being read and the addresses of clauses, for the other scripts.
globalThis.diptych = (() => {
  "use strict";

  // The build fills in the grammar of addresses from akn/iri.py.
  const CLAUSE = new RegExp({clause_pattern});
  const MARK = {clause_mark};
  const RANGE = {clause_range};

  // The eId in the permalink of a clause; empty for a whole text.
  const clause = (address) => decodeURIComponent(CLAUSE.exec(address)?.[3] ?? "");

  // The end of the permalink of a clause, or of a range up to the last clause; empty for a whole text.
  const ending = (eid, last) => eid && MARK + eid + (last ? encodeURIComponent(RANGE) + last : "");

  // From now on every clause is where it stays.
  function settle() {
    delete document.documentElement.dataset.first;
  }

  for (const moment of ["wheel", "touchmove", "scroll", "hashchange", "beforeprint"]) {
    addEventListener(moment, settle, { capture: true, once: true, passive: true });
  }
  // The answer to what a reader does is painted first.
  for (const moment of ["pointerdown", "keydown"]) {
    addEventListener(moment, () => requestAnimationFrame(() => setTimeout(settle)), { capture: true, once: true, passive: true });
  }
  addEventListener("click", (event) => { if (event.target.closest?.("a[href*='#']")) settle(); }, { capture: true });
  addEventListener("load", () => setTimeout(settle, 8000));

  const bars = [...document.querySelectorAll(".md-header, .bar, .heads")];
  const clauses = [...document.querySelectorAll("[data-eid]")].filter((element) => !element.querySelector("[data-eid]"));

  // Where the text begins under the bars that stay at the top.
  function top() {
    const stuck = bars.filter((bar) => bar.offsetHeight > 0 && bar.getBoundingClientRect().top < innerHeight / 3);
    return Math.max(0, ...stuck.map((bar) => bar.getBoundingClientRect().bottom));
  }

  // The clause under the bars; none at the very top of the page.
  function reading() {
    if (scrollY < 8) return null;
    const edge = top();
    // Where a link has just led to: the row before it may still show its last line under the bars.
    const place = document.querySelector(":target")?.closest("[data-eid]");
    const distance = place ? place.getBoundingClientRect().top - edge : Infinity;
    if (distance > -8 && distance < 80) return place;
    // Clauses follow one another, those that are hidden have no height: halve until the first one is found.
    const shown = clauses.filter((element) => element.offsetParent);
    let [from, to] = [0, shown.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (shown[middle].getBoundingClientRect().bottom > edge + 14) to = middle; // a line that has gone for the most part is not read
      else from = middle + 1;
    }
    return shown[from] ?? null;
  }

  // Do something that moves the text, and leave the clause being read where it was.
  function hold(change) {
    const read = reading();
    const before = read?.getBoundingClientRect().top;
    change();
    if (read?.offsetParent) scrollBy({ top: read.getBoundingClientRect().top - before, behavior: "instant" });
  }

  return { reading, hold, clause, ending };
})();
