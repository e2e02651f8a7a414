// On a work's page: a link to the words that a reader selects, and what became of the words of such a link. The form of
// the link, and what is said of it, are those of `diptych verify-quote`.
(() => {
  "use strict";

  const MARK = "#quote:";
  const LONG = 16; // letters of words that are recognised at another place
  const ADDED = "del.akn-editorial, .akn-noteRef, .akn-supplied, .akn-absent, .clause-tools, .screen-only, .unseen, .earlier";
  const article = document.querySelector("article.akn");
  const panel = document.querySelector("dialog.cite");
  const box = document.querySelector(".quote");
  const button = document.querySelector(".quote-link");
  if (!article || !panel || !box || !globalThis.crypto?.subtle) return;
  const toast = document.querySelector(".toast");

  let known = null;
  const source = new URL(panel.dataset.source, location.href);

  const read = async (name) => {
    const answer = await fetch(new URL(name, source));
    return answer.ok ? answer.json() : null;
  };
  const load = () => (known ??= read(source));

  const bare = (words) => words.normalize("NFC").replace(/\s+/g, "");

  async function digest(words) {
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(words)));
    return [...sum.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // The code of a text's language by its tag on the page.
  const codeOf = (tag) => [...panel.querySelectorAll(".cite-text option")].find((one) => one.value && one.lang === tag)?.value;

  // The text in which a place of the page is, and the innermost clause of it around both ends.
  function around(range, data) {
    const start = range.commonAncestorContainer;
    const element = start.nodeType === Node.ELEMENT_NODE ? start : start.parentElement;
    const code = codeOf(element.closest("[lang]")?.lang);
    const prints = data.texts[code]?.fingerprints;
    for (let unit = element; prints && unit && unit !== article; unit = unit.parentElement) {
      if (prints[unit.id]) return { code, eid: unit.id };
    }
    return null;
  }

  async function link(range) {
    const data = await load();
    const found = data && around(range, data);
    const words = diptych.clean([article], range).plain.trim();
    if (!found || !words) return "";
    const { place, date, fingerprints } = data.texts[found.code];
    const parts = [found.eid, date, await digest(bare(words)), fingerprints[found.eid], encodeURIComponent(words).replace(/['()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)];
    return `${data.url}${place.replace(/\/?$/, "/")}${MARK}${parts.join(":")}`;
  }

  let waiting = 0;
  let ready = "";

  // The button stands at the end of the selection once there is a link to give.
  async function offer() {
    const selection = getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    ready = range && article.contains(range.commonAncestorContainer) ? await link(range).catch(() => "") : "";
    button.hidden = !ready;
    if (!ready) return;
    const end = [...range.getClientRects()].at(-1);
    if (!end) return;
    button.style.insetBlockStart = `${Math.min(innerHeight - 48, end.bottom + 6)}px`;
    button.style.insetInlineStart = `${Math.max(8, Math.min(innerWidth - button.offsetWidth - 8, end.right - button.offsetWidth / 2))}px`;
  }

  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(offer, 250);
  });
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", async () => {
    await diptych.give({ plain: ready }).then(() => { toast.textContent = toast.dataset.copied; }, () => { toast.textContent = toast.dataset.failed; });
    button.hidden = true;
    setTimeout(() => { toast.textContent = ""; }, 4000);
  });

  // The letters of a clause with their places, without what the page adds.
  function letters(element) {
    const found = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest(ADDED)) continue;
      for (let at = 0; at < node.length; at += 1) if (!/\s/.test(node.data[at])) found.push([node, at]);
    }
    return found;
  }

  const textOf = (eid) => {
    const element = document.getElementById(eid);
    return element ? letters(element).map(([node, at]) => node.data[at]).join("").normalize("NFC") : "";
  };

  function light(eid, words) {
    const element = document.getElementById(eid);
    const places = letters(element);
    const start = words ? places.map(([node, at]) => node.data[at]).join("").indexOf(words) : -1;
    if (start < 0) {
      element.scrollIntoView({ block: "center" });
      return;
    }
    const range = new Range();
    range.setStart(...places[start]);
    const [node, at] = places[start + words.length - 1];
    range.setEnd(node, at + 1);
    document.documentElement.dataset.highlights = "";
    if (globalThis.CSS?.highlights) CSS.highlights.set("quote", new Highlight(range));
    else getSelection().addRange(range);
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
  }

  function say(state, quoted = "", present = "") {
    box.hidden = false;
    box.dataset.state = state;
    box.querySelector(".quote-state").textContent = box.dataset[state];
    for (const [name, words] of [["quoted", quoted], ["present", present]]) {
      const part = box.querySelector(`.quote-${name}`);
      part.hidden = !words;
      part.querySelector("blockquote").textContent = words;
    }
  }

  // Where the clause is now, and whether that is certain: another clause may have taken over its number.
  async function placesOf({ eid, clause }, code, prints) {
    if (prints[eid] === clause) return { places: [eid], certain: true, ended: [] };
    const ledger = await read("anchors.json").catch(() => null);
    const version = /@(\d{4}-\d\d-\d\d)\/?$/.exec(location.pathname)?.[1] ?? null;
    const ended = (ledger?.anchors ?? []).filter((one) => one.eId === eid && one.state !== "live" && (one.version ?? null) === version);
    const same = ended.filter((one) => one.texts?.[code] === clause);
    const moved = (same.length ? same : ended).flatMap((one) => one.to).filter((place) => prints[place]);
    if (same.length || !prints[eid]) return { places: moved, certain: true, ended };
    return { places: [eid, ...moved], certain: !ended.length, ended };
  }

  // As `diptych verify-quote` says it; the innermost clause that has long words is their place.
  async function judge(quote, code, prints) {
    const words = bare(quote.words);
    if (await digest(words) !== quote.digest) return { state: "damaged" };
    const { places, certain } = await placesOf(quote, code, prints);
    const standing = places.filter((eid) => textOf(eid).includes(words));
    if (standing.length) return { state: !certain ? "uncertain" : standing.includes(quote.eid) ? "stands" : "moved", eid: standing[0] };
    const having = words.length < LONG ? [] : Object.keys(prints).filter((eid) => textOf(eid).includes(words));
    const inner = having.filter((eid) => !having.some((other) => other.startsWith(`${eid}__`)));
    if (inner.length === 1) return { state: "moved", eid: inner[0] };
    return places.length ? { state: "changed", eid: places[0] } : { state: "withdrawn" };
  }

  async function show() {
    if (!location.hash.startsWith(MARK)) return;
    const [eid, , sum, clause, written] = location.hash.slice(MARK.length).split(":");
    let words = "";
    try { words = decodeURIComponent(written ?? ""); } catch { /* a broken link */ }
    const data = await load();
    const code = codeOf(article.closest("[lang]")?.lang) ?? codeOf(article.querySelector("[lang]")?.lang);
    const found = words && data ? await judge({ eid, digest: sum, clause, words }, code, data.texts[code]?.fingerprints ?? {}) : { state: "damaged" };
    const present = found.eid && document.getElementById(found.eid);
    say(found.state, found.state === "stands" ? "" : words, found.state === "changed" && present ? diptych.clean([present]).plain : "");
    if (present) light(found.eid, found.state === "changed" ? "" : bare(words));
  }

  box.querySelector("button").addEventListener("click", () => { box.hidden = true; });
  addEventListener("hashchange", () => { show().catch(() => {}); });
  show().catch(() => {});
})();
