// A term or an editor's note opens in a card beside it; without this they lead to the glossary and to the list of notes.
(() => {
  "use strict";

  const LINKS = "a.term, a.akn-mark";
  const links = [...document.querySelectorAll(LINKS)];
  if (!links.length || !HTMLElement.prototype.showPopover) return;

  const card = document.createElement("div");
  card.className = "card";
  card.popover = "auto";
  card.tabIndex = -1;
  card.setAttribute("role", "dialog");
  (document.querySelector(".md-content__inner") ?? document.body).append(card);
  const glossaries = new Map();
  let opener = null;

  function glossary(address) {
    if (!glossaries.has(address)) {
      const read = fetch(address).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)));
      glossaries.set(address, read.then((text) => new DOMParser().parseFromString(text, "text/html")));
    }
    return glossaries.get(address);
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
    const entry = (await glossary(address.href)).getElementById(id);
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

  async function open(link) {
    try {
      card.replaceChildren(...(link.matches(".term") ? await term(link) : note(link)));
      const title = card.querySelector(".card-title");
      title.id = "card-title";
      card.setAttribute("aria-labelledby", title.id);
      card.lang = document.documentElement.lang;
      link.focus({ preventScroll: true });
      opener = link;
      card.showPopover({ source: link });
      place(link);
      card.focus({ preventScroll: true });
    } catch {
      location.assign(link.href);
    }
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
    const link = event.target.closest(LINKS);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link);
  });
  // The focus that a card had goes back to its link.
  card.addEventListener("beforetoggle", (event) => {
    if (event.newState === "closed" && card.contains(document.activeElement)) opener?.focus({ preventScroll: true });
  });
  card.addEventListener("click", (event) => { if (event.target.closest("a")) card.hidePopover(); });
  for (const moment of ["pointerover", "pointerout", "focusin"]) document.addEventListener(moment, twins);
  addEventListener("scroll", follow, { passive: true });
})();
