// A term, its definition in the text, an editor's note or a clause that is referred to shows in a card beside its link;
// without this the links lead to the glossary, to the list of notes and to the clause.
(() => {
  "use strict";

  const LINKS = "a.term, a.akn-mark";
  // The glossary has terms alone, and no grammar of addresses.
  const permalink = globalThis.diptych?.ending("x").slice(0, -1) ?? "#";
  const CLAUSES = `.akn a:is(.akn-ref, .akn-rref, .akn-term:not(.term)):is([href*='#'], [href*='${permalink}'])`;
  const WAIT = 300; // milliseconds until a card comes or goes under the pointer, as with other hints
  const LONGEST = 1000; // characters of a clause in its card, as on the page of its permalink
  const links = [...document.querySelectorAll(LINKS)];
  if (!links.length && !document.querySelector(CLAUSES) || !HTMLElement.prototype.showPopover) return;

  const card = document.createElement("div");
  card.className = "card";
  card.id = "card";
  card.popover = "auto";
  card.tabIndex = -1;
  card.setAttribute("role", "dialog");
  (document.querySelector(".md-content__inner") ?? document.body).append(card);
  const pages = new Map();
  let opener = null;
  let wait = 0;
  let returning = false;

  function read(address) {
    if (!pages.has(address)) {
      const text = fetch(address).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)));
      pages.set(address, text.then((html) => new DOMParser().parseFromString(html, "text/html")));
    }
    return pages.get(address);
  }

  function element(name, css, ...content) {
    const made = document.createElement(name);
    made.className = css;
    made.append(...content);
    return made;
  }

  function more(link, words) {
    const made = element("a", "card-more", words);
    made.href = link.href;
    return made;
  }

  async function term(link) {
    const address = new URL(link.href);
    const id = decodeURIComponent(address.hash.slice(1));
    address.hash = "";
    const entry = (await read(address.href)).getElementById(id);
    const { termsMore } = document.querySelector("[data-terms-more]").dataset;
    return [element("p", "card-title term-names", ...entry.querySelector("h2").cloneNode(true).childNodes),
      entry.querySelector(".term-facts").cloneNode(true), more(link, termsMore)];
  }

  function note(link) {
    const item = document.getElementById(decodeURIComponent(link.hash.slice(1))).closest("li");
    const list = item.closest(".akn-notes");
    // A footnote of the text itself has no kind, and its list no title.
    const kind = item.querySelector(".akn-note-kind");
    const title = element("p", "card-title", `${link.textContent} `, ...(kind ? [kind.cloneNode(true)] : []));
    const said = [...item.querySelectorAll(".akn-note-words, .akn-reading")].map((part) => {
      const made = element("p", "", part.textContent);
      if (part.lang) made.lang = part.lang;
      return made;
    });
    return [title, ...said, more(link, list.querySelector(".akn-notes-title")?.textContent ?? link.textContent)];
  }

  // Of elements in several languages those in the reader's, else those in that of the link, else those in the first.
  function inLanguage(elements, link) {
    const language = (element) => element?.closest("[lang]")?.lang ?? "";
    const languages = [document.documentElement.lang, language(link), language(elements[0])];
    const alike = (one, other) => one === other || one.split("-")[0] === other.split("-")[0];
    for (const same of [(one, other) => one === other, alike]) {
      for (const wanted of languages.filter(Boolean)) {
        const found = elements.filter((element) => same(language(element), wanted));
        if (found.length) return found;
      }
    }
    return elements;
  }

  // The paragraphs that define a term, where the clause defines others too; none where it is the whole clause.
  function definitions(link, clause) {
    const names = [...document.querySelectorAll(`dfn[data-refers="${CSS.escape(link.dataset.refers ?? "")}"]`)];
    const among = new Set([...clause.querySelectorAll("dfn")].map((name) => name.dataset.refers));
    return among.size > 1 ? names.map((name) => name.closest("p") ?? name.parentElement) : [];
  }

  // The lines of a clause on this page, in one language, each with it.
  function here(link, id) {
    const first = document.getElementById(id);
    const range = link.dataset.last ? diptych.range.lines(first.dataset.eid ?? id, link.dataset.last) : [];
    const shown = range.length ? range : [first];
    const cells = shown.flatMap((element) => [...(element.matches(".akn-cell") ? [element] : element.querySelectorAll(".akn-cell:not(.akn-cell-absent)"))]);
    const defined = definitions(link, first);
    const chosen = defined.length ? inLanguage(defined, link) : cells.length ? inLanguage(cells, link) : shown;
    const { lang } = chosen[0].closest("[lang]");
    return diptych.clean(chosen).plain.split("\n").map((words) => ({ words, lang }));
  }

  // The lines of a clause of another work, from the page of its permalink.
  async function elsewhere(address) {
    const id = address.hash ? `${diptych.ending(address.hash.slice(1))}/` : "";
    const page = await read(new URL(address.pathname.replace(/[^/]*$/, "") + id, address).href);
    const lines = [...page.querySelectorAll("p[lang]")];
    return (link) => inLanguage(lines, link).map((line) => ({ words: line.textContent, lang: line.lang }));
  }

  const isHere = (address) => address.origin + address.pathname === location.origin + location.pathname;

  function clause(link, lines) {
    let room = LONGEST;
    const shown = lines.filter(({ words }) => words.trim() && room > 0).map(({ words, lang }) => {
      const line = element("p", "", words.length > room ? `${words.slice(0, room)}…` : words);
      room -= words.length;
      line.lang = lang;
      return line;
    });
    if (!shown.length) throw new Error(link.href);
    const title = element("p", "card-title", link.textContent);
    title.lang = link.closest("[lang]").lang;
    return [title, ...shown, more(link, document.querySelector("[data-clause-more]").dataset.clauseMore)];
  }

  // What a card shows; at once where it is on this page, so that a screen reader says it with the link.
  function content(link) {
    if (link.matches(".term")) return term(link);
    if (link.matches(".akn-mark")) return note(link);
    const address = new URL(link.href);
    if (isHere(address)) return clause(link, here(link, decodeURIComponent(address.hash.slice(1))));
    return elsewhere(address).then((lines) => clause(link, lines(link)));
  }

  // Below the line of the link, above it where there is no room.
  function place(link) {
    const box = link.getClientRects()[0];
    const room = document.documentElement.clientWidth - card.offsetWidth - 8;
    const below = box.bottom + 6;
    const top = below + card.offsetHeight < innerHeight ? below : Math.max(8, box.top - card.offsetHeight - 6);
    card.style.insetInlineStart = `${Math.max(8, Math.min(box.left, room))}px`;
    card.style.insetBlockStart = `${top}px`;
  }

  // The card stays beside its link while that is in view: giving it the focus may itself have moved the page.
  function follow() {
    if (!card.matches(":popover-open")) return;
    const box = opener.getClientRects()[0];
    if (box && box.bottom > 0 && box.top < innerHeight) place(opener);
    else card.hidePopover();
  }

  function show(link, parts) {
    if (card.matches(":popover-open")) card.hidePopover();
    card.replaceChildren(...parts);
    const title = card.querySelector(".card-title");
    title.id = "card-title";
    card.setAttribute("aria-labelledby", title.id);
    card.lang = document.documentElement.lang;
    opener = link;
    card.showPopover({ source: link });
    place(link);
  }

  async function open(link) {
    try {
      const parts = await content(link);
      link.focus({ preventScroll: true });
      show(link, parts);
      card.focus({ preventScroll: true });
    } catch {
      location.assign(link.href);
    }
  }

  const opened = (link) => opener === link && card.matches(":popover-open");

  // A hint beside a link that the pointer is over or that has the focus, which stays where it is.
  async function hint(link, wanted) {
    if (opened(link)) return;
    try {
      const made = content(link);
      const parts = made instanceof Promise ? await made : made;
      if (!wanted()) return;
      show(link, parts);
      link.setAttribute("aria-describedby", card.id);
    } catch { /* the link leads there */ }
  }

  function unhint() {
    clearTimeout(wait);
    wait = setTimeout(() => {
      const used = card.matches(":hover") || card.contains(document.activeElement) || opener?.matches(":hover, :focus-visible");
      if (!used && opener?.matches(CLAUSES) && card.matches(":popover-open")) card.hidePopover();
    }, WAIT);
  }

  function over(event) {
    const link = event.pointerType === "mouse" && event.target.closest?.(CLAUSES);
    if (!link) return;
    clearTimeout(wait);
    wait = setTimeout(() => hint(link, () => link.matches(":hover")), WAIT);
  }

  function out(event) {
    if (event.pointerType === "mouse" && event.target.closest?.(`${CLAUSES}, .card`)) unhint();
  }

  function focused(event) {
    const link = event.target.closest?.(CLAUSES);
    if (link && !returning && link.matches(":focus-visible")) hint(link, () => document.activeElement === link);
  }

  // The same term in the other texts of the clause.
  function twins(event) {
    for (const lit of document.querySelectorAll(".term-lit")) lit.classList.remove("term-lit");
    const name = event.target.closest?.("[data-refers]");
    const row = event.type !== "pointerout" && name?.closest(".akn-row");
    for (const one of row ? row.querySelectorAll(`[data-refers="${CSS.escape(name.dataset.refers)}"]`) : []) {
      one.classList.add("term-lit");
    }
  }

  const idle = globalThis.requestIdleCallback ?? setTimeout;
  idle(() => { for (const link of links) link.setAttribute("aria-haspopup", "dialog"); });
  document.addEventListener("click", (event) => {
    const touched = event.pointerType === "touch" && event.target.closest(CLAUSES);
    const link = event.target.closest(LINKS) ?? touched;
    if (!link && event.target.closest(CLAUSES) && card.matches(":popover-open")) card.hidePopover();
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link);
  });
  // The focus that a card had goes back to its link.
  card.addEventListener("beforetoggle", (event) => {
    if (event.newState !== "closed") return;
    clearTimeout(wait);
    opener?.removeAttribute("aria-describedby");
    returning = true;
    if (card.contains(document.activeElement)) opener?.focus({ preventScroll: true });
    returning = false;
  });
  card.addEventListener("click", (event) => { if (event.target.closest("a")) card.hidePopover(); });
  for (const moment of ["pointerover", "pointerout", "focusin"]) document.addEventListener(moment, twins);
  document.addEventListener("pointerover", over);
  document.addEventListener("pointerout", out);
  document.addEventListener("focusin", focused);
  document.addEventListener("focusout", (event) => { if (event.target.closest?.(`${CLAUSES}, .card`)) unhint(); });
  addEventListener("scroll", follow, { passive: true });
})();
