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

  const bars = [...document.querySelectorAll(".md-header, .bar, .heads")];
  const clauses = [...document.querySelectorAll("[data-eid]")].filter((element) => !element.querySelector("[data-eid]"));

  // Where the text begins under the bars that stay at the top.
  function top() {
    const stuck = bars.filter((bar) => bar.offsetHeight > 0 && bar.getBoundingClientRect().top < innerHeight / 3);
    return Math.max(0, ...stuck.map((bar) => bar.getBoundingClientRect().bottom));
  }

  // Parts in the order of the page: units that may be skipped, and clauses outside these. To ask for a place inside a
  // skipped unit lays it out.
  const parts = [...new Set(clauses.map((element) => element.closest(".akn-later, .akn-soon") ?? element))];

  // The first of some elements, each below the one before, that ends below the edge. One that is hidden has no height.
  function below(edge, elements) {
    const shown = elements.filter((element) => element.offsetParent);
    let [from, to] = [0, shown.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (shown[middle].getBoundingClientRect().bottom > edge) to = middle;
      else from = middle + 1;
    }
    return shown[from] ?? null;
  }

  // The clause under the bars; none at the very top of the page.
  function reading() {
    if (scrollY < 8) return null;
    const edge = top();
    // Where a link has just led to: the row before it may still show its last line under the bars.
    const place = document.querySelector(":target")?.closest("[data-eid]");
    const distance = place ? place.getBoundingClientRect().top - edge : Infinity;
    if (distance > -8 && distance < 80) return place;
    const last = edge + 14; // a line that has gone for the most part is not read
    const part = below(last, parts);
    return part && below(last, clauses.filter((element) => part.contains(element)));
  }

  // Do something that changes the heights of the text, and leave the clause being read where it was.
  function hold(change) {
    const read = reading();
    const before = read?.getBoundingClientRect().top;
    change();
    document.dispatchEvent(new Event("diptych-heights"));
    if (read?.offsetParent) scrollBy({ top: read.getBoundingClientRect().top - before, behavior: "instant" });
  }

  return { reading, hold, clause, ending };
})();
