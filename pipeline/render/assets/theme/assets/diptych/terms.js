// A term in the text opens its entry of the glossary in a card beside it; without this it leads to the glossary.
(() => {
  "use strict";

  const links = [...document.querySelectorAll("a.term")];
  if (!links.length || !HTMLElement.prototype.showPopover) return;

  const card = document.createElement("div");
  card.className = "term-card";
  card.popover = "auto";
  card.tabIndex = -1;
  card.setAttribute("role", "dialog");
  document.body.append(card);
  const glossaries = new Map();

  function glossary(address) {
    if (!glossaries.has(address)) {
      const read = fetch(address).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)));
      glossaries.set(address, read.then((text) => new DOMParser().parseFromString(text, "text/html")));
    }
    return glossaries.get(address);
  }

  function fill(entry, link) {
    const names = document.createElement("p");
    names.className = "term-names";
    names.id = "term-names";
    names.append(...entry.querySelector("h2").cloneNode(true).childNodes);
    const more = document.createElement("a");
    more.href = link.href;
    more.textContent = document.querySelector("[data-terms-more]").dataset.termsMore;
    card.replaceChildren(names, entry.querySelector(".term-facts").cloneNode(true), more);
    card.setAttribute("aria-labelledby", names.id);
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

  async function open(event) {
    const link = event.target.closest("a.term");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    try {
      const address = new URL(link.href);
      const id = address.hash.slice(1);
      address.hash = "";
      const entry = (await glossary(address.href)).getElementById(id);
      fill(entry, link);
      card.showPopover();
      place(link);
      card.focus({ preventScroll: true });
    } catch {
      location.assign(link.href);
    }
  }

  for (const link of links) link.setAttribute("aria-haspopup", "dialog");
  document.addEventListener("click", open);
  addEventListener("scroll", () => { if (card.matches(":popover-open")) card.hidePopover(); }, { passive: true });
})();
