// On a work's page: a clause's permalink opens a panel that cites the clause, or a range that begins there, in the
// reader's style.
// citations.json holds what the citation processor made, with gaps for the clause and the date of access.
(() => {
  "use strict";

  const panel = document.querySelector("dialog.cite");
  if (!panel) return;
  const part = (name) => panel.querySelector(`.cite-${name}`);
  const [style, text, out, print, from, to] = ["style", "text", "out", "print", "from", "to"].map(part);
  const signature = part("signature");
  const here = document.currentScript.src;
  let data = null;
  let opener = null;
  let eid = "";
  let last = "";

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
    if (signature) import(new URL("signature.js", here)).then(({ enliven }) => enliven(signature));
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

  const place = () => folder() + diptych.ending(eid, last);

  // The name of the clause or range in the words of a language; of the last clause without the units around both.
  function pinpoint(words) {
    const names = data.pinpoints[words] ?? {};
    const [first, end] = [names[eid] ?? "", names[last] ?? ""];
    const around = names[diptych.range.shared(eid, last)] ?? "";
    const ending = (end.startsWith(around) ? end.slice(around.length) : end).trim();
    return first && ending ? data.spans[words].replace("{first}", first).replace("{last}", ending) : first || ending;
  }

  // What a reader is told a clause is called: its name, else how it begins.
  const called = (id) => data.pinpoints[panel.dataset.words]?.[id] ?? `${diptych.clean([diptych.range.element(id)]).plain.slice(0, 24)}…`;

  function citation() {
    const known = data.styles.find((one) => one.id === style.value);
    const named = pinpoint(spoken());
    const gaps = {
      pinpoint: named,
      place: place(),
      key: [...folder().matchAll(/[0-9a-zA-Z]+/g), ...[[eid, last].filter(Boolean).join("--")].filter(Boolean)].map((part) => `-${part}`).join(""),
      accessed: today(known.accessed),
    };
    const template = source().templates[known.id][named ? "clause" : "whole"];
    return template.map((piece, at) => (at % 2 ? gaps[piece] : piece)).join("");
  }

  // The clauses as they stand on the page, in the text chosen or in each, without what the page adds to them.
  function words() {
    const shown = last ? diptych.range.lines(eid, last) : [eid ? diptych.range.element(eid) : document.querySelector("article.akn")];
    const texts = [...text.options].filter((option) => option.value && (!text.value || option.value === text.value));
    const cells = ({ lang }) => shown.flatMap((line) => [...line.querySelectorAll(`.akn-cell[lang="${lang}"]`)]);
    const parts = shown[0]?.closest(".akn-parallel") ? texts.map(cells) : [shown];
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
    part("clause").textContent = last ? pinpoint(panel.dataset.words) : eid && called(eid);
    out.textContent = citation();
    const report = panel.querySelector(".report");
    const facts = { permalink: data.url + place(), eid: diptych.ending(eid, last).slice(1) };
    if (report && eid) report.href = report.dataset.form.replace(/\{(permalink|eid)\}/g, (_, name) => encodeURIComponent(facts[name]));
    const prints = Object.entries(data.texts).filter(([code]) => !text.value || code === text.value);
    print.textContent = prints.map(([, one]) => last ? "" : one.fingerprints[eid]).filter(Boolean).join(" · ");
    part("fingerprint").hidden = !print.textContent;
    showPage();
    showReferring();
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

  // The clauses of this work and of others that refer to the clause.
  function showReferring() {
    const items = (!last && data.referring?.[eid]) || [];
    part("referring").hidden = !items.length;
    part("referring").querySelector("ul").replaceChildren(...items.map((item) => {
      const [entry, link] = ["li", "a"].map((name) => document.createElement(name));
      const words = panel.dataset.words;
      const source = new URL(panel.dataset.source, location.href);
      link.href = item.place ? new URL(item.place, source) : `#${encodeURIComponent(item.eId)}`;
      const title = item.titles?.[words] ?? Object.values(item.titles ?? {})[0];
      link.textContent = item.place ? [title, item.names[words]].filter(Boolean).join(" ")
        : diptych.range.element(item.eId) ? called(item.eId) : data.pinpoints[words]?.[item.eId] ?? item.eId;
      entry.append(link);
      return entry;
    }));
  }

  function choices(select, ids) {
    const known = new Set();
    for (const id of ids) {
      const name = called(id);
      if (!known.has(name)) select.add(new Option(name, id));
      known.add(name);
    }
  }

  function ends() {
    last = "";
    to.replaceChildren(new Option(to.dataset.alone, ""));
    choices(to, diptych.range.after(eid));
    to.closest("label").hidden = to.options.length < 2;
  }

  // The clauses that begin in the line of the link, the outermost first, and those at which a range may end.
  function begin(link) {
    eid = diptych.clause(link.href);
    part("place").hidden = !eid;
    from.replaceChildren();
    if (!eid) { last = ""; return; }
    choices(from, [eid, ...(link.dataset.also ?? "").split(" ").filter(Boolean)]);
    from.value = eid;
    from.closest("label").hidden = from.options.length < 2;
    ends();
  }

  async function open(link) {
    opener = link;
    try {
      await load();
    } catch {
      const toast = document.querySelector(".toast");
      toast.textContent = toast.dataset.failed; // its address is in the address bar
      return;
    }
    begin(link);
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
    if (button.dataset.copy) copy(button.dataset.copy);
    else if (button.matches(".cite-close")) close();
  });
  panel.addEventListener("change", (event) => {
    part("status").textContent = "";
    if (event.target === from) { eid = from.value; ends(); }
    if (event.target === to) last = to.value;
    if (event.target === from || event.target === to) diptych.range.show(eid, last);
    remember();
    show();
  });
})();
