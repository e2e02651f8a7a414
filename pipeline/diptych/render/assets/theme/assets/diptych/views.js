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

  // The place of a link's text among the columns, from 1; 0 for all of them, -1 for a text that is not shown.
  function place(link) {
    const shown = parallel?.dataset.columns?.split(" ");
    if (!shown || link === links[0]) return links.indexOf(link);
    return shown.indexOf(link.dataset.view) + 1 || -1;
  }

  function remembered() {
    try { return localStorage.getItem("diptych-view"); } catch { return null; }
  }

  // What the reader chooses counts, no longer what the address asked for.
  function forget() {
    const url = new URL(location);
    url.searchParams.delete("text");
    if (url.search !== location.search) history.replaceState(history.state, "", url);
  }

  function mark(link) {
    for (const one of links) one.removeAttribute("aria-current");
    link.setAttribute("aria-current", "page");
    outline(link.dataset.view);
  }

  const HEADINGS = ":is(h1, h2, h3, h4, h5, h6, p:has(> .akn-docTitle))";

  // Headings are in the outline of the page once: those of a text that stands alone, else those in the reader's language,
  // or of the first column that the reader chose.
  function outline(alone) {
    const language = alone || parallel?.dataset.outline;
    for (const heading of parallel?.querySelectorAll(`.akn-cell > ${HEADINGS}`) ?? []) {
      const cell = heading.parentElement;
      const own = cell.lang === language;
      if (heading.localName === "p") {
        heading.role = own ? "heading" : null;
        heading.ariaLevel = own ? "1" : null;
      } else {
        const twin = !own && cell.parentElement.querySelector(`:scope > .akn-cell[lang="${CSS.escape(language)}"] > ${HEADINGS}`);
        heading.role = twin ? "presentation" : null;
      }
    }
  }

  function show(link) {
    mark(link);
    diptych.hold(() => {
      const column = place(link);
      if (column) root.dataset.view = column;
      else delete root.dataset.view;
    });
  }

  function chosen(event) {
    const link = event.target.closest(".views a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    remember(link);
    if (!parallel || place(link) < 0) return;
    event.preventDefault();
    forget();
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
  document.addEventListener("diptych-columns", () => {
    [parallel.dataset.outline] = parallel.dataset.columns.split(" ");
    mark(links[0]);
  });
  const many = document.querySelector(".columns");
  for (const [part, name] of [[many, "columns.js"], [document.querySelector(".version-on"), "versions.js"]]) {
    if (!part) continue;
    const script = document.createElement("script");
    script.src = new URL(name, document.currentScript.src).href;
    document.head.append(script);
  }
  const [first] = many ? links.filter((link) => link.dataset.view === remembered()) : [];
  if (root.dataset.view) mark(first ?? links[root.dataset.view]);
  reveal();
})();
