// On every page: the same page in another interface language opens at the same place, with the same question.
(() => {
  "use strict";

  function carry(event) {
    const link = event.target.closest?.(".interfaces a");
    if (!link) return;
    const address = new URL(link.href);
    address.search ||= location.search;
    // On the page of a text the clause that is read counts: clauses.js.
    if (!globalThis.diptych?.reading()) address.hash = location.hash;
    link.href = address.href;
  }

  // In a narrow window the names of the languages scroll; that of the page is seen.
  const [list, own] = [".interfaces", ".interfaces [aria-current]"].map((name) => document.querySelector(name));
  if (own && list.scrollWidth > list.clientWidth) list.scrollLeft = own.offsetLeft - list.offsetLeft - (list.clientWidth - own.offsetWidth) / 2;

  for (const moment of ["pointerdown", "keydown", "contextmenu", "click"]) addEventListener(moment, carry, true);
})();
