// On a work's page: a clause's permalink opens a panel that cites the clause in the reader's style.
// citations.json holds what the citation processor made, with gaps for the clause and the date of access.
(() => {
  "use strict";

  const panel = document.querySelector("dialog.cite");
  if (!panel) return;
  const part = (name) => panel.querySelector(`.cite-${name}`);
  const [style, text, out, print] = ["style", "text", "out", "print"].map(part);
  let data = null;
  let opener = null;
  let eid = "";

  function remembered() {
    try { return localStorage.getItem("diptych-style"); } catch { return null; }
  }

  function remember() {
    try { localStorage.setItem("diptych-style", style.value); } catch { /* a reader may forbid it */ }
  }

  async function load() {
    if (data) return;
    const answer = await fetch(panel.dataset.source);
    if (!answer.ok) throw new Error(answer.statusText);
    data = await answer.json();
    for (const known of data.styles) style.add(new Option(known.name, known.id));
    const ids = data.styles.map((known) => known.id);
    style.value = [remembered(), panel.dataset.style, ids[0]].find((id) => ids.includes(id));
  }

  function today(pattern) {
    const now = new Date();
    const [y, m, d] = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(String);
    const parts = { y, m, d, mm: m.padStart(2, "0"), dd: d.padStart(2, "0") };
    return pattern.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
  }

  // The text that is cited: the one chosen, else the original, which comes first.
  const source = () => data.texts[text.value || Object.keys(data.texts)[0]];

  const folder = () => (text.value ? source() : data).place;

  const place = () => folder() + diptych.ending(eid);

  function citation() {
    const known = data.styles.find((one) => one.id === style.value);
    const called = data.pinpoints[spoken()][eid] ?? "";
    const gaps = {
      pinpoint: called,
      place: place(),
      key: [...folder().matchAll(/[0-9a-zA-Z]+/g), ...(eid ? [eid] : [])].map((part) => `-${part}`).join(""),
      accessed: today(known.accessed),
    };
    const template = source().templates[known.id][called ? "clause" : "whole"];
    return template.map((piece, at) => (at % 2 ? gaps[piece] : piece)).join("");
  }

  // The clause as it stands on the page, in the text chosen or in each, without what the page adds to it.
  function words() {
    const shown = document.querySelector(eid ? `[data-eid="${CSS.escape(eid)}"]` : "article.akn");
    const texts = [...text.options].filter((option) => option.value && (!text.value || option.value === text.value));
    const parts = shown.closest(".akn-parallel") ? texts.map(({ lang }) => [...shown.querySelectorAll(`.akn-cell[lang="${lang}"]`)]) : [[shown]];
    return parts.flatMap((elements, at) => {
      const clause = diptych.clean(elements);
      const standing = clause.plain && parts.length > 1 && data.standing[texts[at].value][spoken()];
      return standing ? [clause, lined(`[${standing}]`)] : clause.plain ? [clause] : [];
    });
  }

  // A translation beside its original says that it is one; alone, its citation does.
  const spoken = () => data.styles.find((one) => one.id === style.value).words || source().words;

  // A line of words in both forms of a copy; addresses in it are links.
  function lined(line) {
    const paragraph = document.createElement("p");
    for (const [at, piece] of line.split(/(https?:\/\/[^\s<>]+[^\s<>.,;)])/).entries()) {
      const link = document.createElement("a");
      if (at % 2) link.href = piece;
      if (at % 2) link.append(piece);
      paragraph.append(at % 2 ? link : piece);
    }
    return { plain: line, html: paragraph.outerHTML };
  }

  function show() {
    part("clause").textContent = data.pinpoints[panel.dataset.words]?.[eid] ?? eid;
    out.textContent = citation();
    const prints = Object.entries(data.texts).filter(([code]) => !text.value || code === text.value);
    print.textContent = prints.map(([, one]) => one.fingerprints[eid]).filter(Boolean).join(" · ");
    part("fingerprint").hidden = !print.textContent;
    showPage();
  }

  // Where the clause stands in print: in the PDF of the text cited, or in that of all.
  function showPage() {
    const named = Object.keys(data.printed ?? {}).filter((name) => (text.value ? name === `${text.value}.pdf` : !(name.replace(/\.pdf$/, "") in data.texts)));
    const name = named[0] ?? Object.keys(data.printed ?? {})[0];
    const page = name && data.printed[name][eid];
    const printed = part("printed");
    printed.hidden = !page;
    printed.replaceChildren();
    if (!page) return;
    const link = document.createElement("a");
    link.className = "cite-page";
    link.textContent = printed.dataset.words.replace("{page}", page);
    link.href = new URL(`${name}#nameddest=${eid}`, new URL(panel.dataset.source, location.href));
    printed.append(link);
  }

  async function open(link) {
    opener = link;
    eid = diptych.clause(link.href);
    try {
      await load();
    } catch {
      const toast = document.querySelector(".toast");
      toast.textContent = toast.dataset.failed; // its address is in the address bar
      return;
    }
    show();
    if (!panel.open) panel.show();
    style.focus({ preventScroll: true });
  }

  function close() {
    if (!panel.open) return;
    panel.close();
    opener?.focus({ preventScroll: true });
  }

  async function copy(kind) {
    const made = { link: () => [lined(data.url + place())], citation: () => [lined(citation())], clause: () => [...words(), lined(citation())] }[kind]();
    try {
      await diptych.give({ plain: made.map((piece) => piece.plain).join("\n"), html: made.map((piece) => piece.html).join("") });
      part("status").textContent = panel.dataset.copied;
    } catch {
      part("status").textContent = panel.dataset.failed;
      if (kind === "citation") getSelection().selectAllChildren(out);
    }
  }

  for (const link of document.querySelectorAll("a.permalink, a.cite-open")) link.setAttribute("aria-haspopup", "dialog");
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.permalink, a.cite-open");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      open(link);
    } else if (panel.open && !panel.contains(event.target)) {
      panel.close();
    }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.copy) copy(button.dataset.copy); else close();
  });
  panel.addEventListener("change", () => { part("status").textContent = ""; remember(); show(); });
})();
