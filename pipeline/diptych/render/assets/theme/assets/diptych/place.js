// On a work's page: which clause is being read, for all scripts that keep the reader's place.
globalThis.diptych = (() => {
  "use strict";

  // From now on every clause is where it stays.
  function settle() {
    delete document.documentElement.dataset.first;
  }

  for (const moment of ["pointerdown", "keydown", "wheel", "touchstart", "scroll", "hashchange", "beforeprint"]) {
    addEventListener(moment, settle, { capture: true, once: true, passive: true });
  }
  addEventListener("load", () => setTimeout(settle, 8000));

  const bars = [...document.querySelectorAll(".md-header, .bar, .heads")];
  const clauses = [...document.querySelectorAll("[data-eid]")].filter((clause) => !clause.querySelector("[data-eid]"));

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
    const shown = clauses.filter((clause) => clause.offsetParent);
    let [from, to] = [0, shown.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (shown[middle].getBoundingClientRect().bottom > edge + 8) to = middle;
      else from = middle + 1;
    }
    return shown[from] ?? null;
  }

  // Do something that moves the text, and leave the clause being read where it was.
  function hold(change) {
    const clause = reading();
    const before = clause?.getBoundingClientRect().top;
    change();
    if (clause?.offsetParent) scrollBy({ top: clause.getBoundingClientRect().top - before, behavior: "instant" });
  }

  return { reading, hold };
})();
