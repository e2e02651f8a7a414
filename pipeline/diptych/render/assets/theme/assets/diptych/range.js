// On a work's page: the clauses from the first to the last of a range, and the mark on the range that an address names:
// ?to=sec_6__para_3#sec_6__para_1. Without scripts such an address leads to the first clause.
(() => {
  "use strict";

  const article = document.querySelector("article.akn");
  const clauses = [...document.querySelectorAll("[data-eid]")];
  const element = (eid) => clauses.find((clause) => clause.dataset.eid === eid) ?? document.getElementById(eid);
  const follows = (one, other) => Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);

  // The eId of the unit around a clause; empty for one at the top.
  const around = (eid) => eid.slice(0, Math.max(0, eid.lastIndexOf("__")));

  function* units(eid) {
    for (let unit = around(eid); unit; unit = around(unit)) yield unit;
  }

  // The eId of the innermost unit around two clauses; empty if there is none.
  function shared(first, last) {
    const others = [...units(last)];
    return [...units(first)].find((unit) => others.includes(unit)) ?? "";
  }

  // The lines of the text from one clause to another, both with all that is inside them; none in the wrong order.
  function lines(first, last) {
    const [start, end] = [element(first), element(last)];
    if (!start || !end || start === end || !follows(start, end) || start.contains(end)) return [];
    return [...article.querySelectorAll(article.matches(".akn-parallel") ? ".akn-row" : ".akn-p, .akn-headline, .akn-table")]
      .filter((line) => (start.contains(line) || follows(start, line)) && (end.contains(line) || follows(line, end)));
  }

  // The eIds of the clauses at which a range may end: those after a clause, beside it or beside a unit around it.
  function after(eid) {
    const start = element(eid);
    const inside = new Set(["", ...units(eid)]);
    return start ? clauses.filter((clause) => follows(start, clause) && !start.contains(clause) && inside.has(around(clause.dataset.eid)))
      .map((clause) => clause.dataset.eid) : [];
  }

  let lit = [];

  function light(first, last) {
    for (const line of lit) line.classList.remove("in-range");
    lit = lines(first, last);
    for (const line of lit) line.classList.add("in-range");
  }

  // The address of the page for a clause or a range.
  function show(first, last) {
    const address = new URL(location.href);
    if (last) address.searchParams.set("to", last);
    else address.searchParams.delete("to");
    address.hash = encodeURIComponent(first);
    history.replaceState(null, "", address);
    light(first, last);
  }

  const named = () => decodeURIComponent(location.hash.slice(1));

  addEventListener("hashchange", () => { if (lit.length) show(named(), ""); });
  const last = new URLSearchParams(location.search).get("to");
  if (last) light(named(), last);
  Object.assign(diptych, { range: { lines, after, shared, show, element } });
})();
