// On a work's page: all texts or one of them, as the reader last chose. In the parallel text the switch hides columns,
// so that nothing is loaded and the clause stays where it is; without this it leads to the page of each text.
(() => {
  "use strict";

  const links = [...document.querySelectorAll(".views a")];
  const parallel = document.querySelector(".akn-parallel");
  const root = document.documentElement;

  function remember(link) {
    try { localStorage.setItem("diptych-view", link.dataset.view); } catch { /* a reader may forbid it */ }
  }

  const titles = [...document.querySelectorAll(".akn-parallel p:has(> .akn-docTitle)")];

  function mark(link) {
    for (const one of links) one.removeAttribute("aria-current");
    link.setAttribute("aria-current", "page");
    // The title of a text that stands alone heads the page.
    for (const title of titles) {
      const heads = title.closest(".akn-cell")?.lang === link.dataset.view;
      title.role = heads ? "heading" : null;
      title.ariaLevel = heads ? "1" : null;
    }
  }

  function show(link) {
    mark(link);
    diptych.hold(() => {
      const column = links.indexOf(link);
      if (column) root.dataset.view = column;
      else delete root.dataset.view;
    });
  }

  function chosen(event) {
    const link = event.target.closest(".views a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    remember(link);
    if (!parallel) return;
    event.preventDefault();
    show(link);
  }

  // What only another text has is shown beside this one.
  function reveal() {
    const place = root.dataset.view && document.querySelector(":target");
    if (!place || place.offsetParent) return;
    show(links[0]);
    place.scrollIntoView();
  }

  document.addEventListener("click", chosen);
  addEventListener("hashchange", reveal);
  if (root.dataset.view) mark(links[root.dataset.view]);
  reveal();
})();
