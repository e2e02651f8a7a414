// On a work's page in more than two languages: two or three of the texts side by side, as the reader chooses. The page
// comes with two of them; the cells of the others are in files beside it. The choice is in the address, and is kept.
(() => {
  "use strict";

  const menu = document.querySelector(".columns");
  const article = document.querySelector(".akn-parallel");
  // A copy without a server cannot load a text.
  if (!menu || !article || location.protocol === "file:") return;
  const heads = document.querySelector(".heads");
  const status = menu.querySelector(".columns-status");
  const selects = [...menu.querySelectorAll("select")];
  const languages = [...selects[0].options].map((option) => option.value);
  const rows = [...article.querySelectorAll(".akn-row")];
  const cells = (row) => [...row.children].filter((child) => child.classList.contains("akn-cell"));
  const loaded = new Map();
  let shown = [...heads.children].map((head) => head.dataset.column);

  function keep(language, column) {
    const head = heads.children[column];
    const notes = article.querySelector(`.akn-notes[data-column="${language}"]`);
    loaded.set(language, { head, notes, tag: tag(language), cells: rows.map((row) => cells(row)[column]) });
  }

  const link = (language) => document.querySelectorAll(".views a")[languages.indexOf(language) + 1];
  const tag = (language) => link(language)?.dataset.view ?? language;

  // HTML of the build, from the place that the page comes from.
  function elements(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return [...template.content.children];
  }

  async function load(language) {
    if (loaded.has(language)) return;
    const answer = await fetch(`column-${language}.json`);
    if (!answer.ok) throw new Error(answer.status);
    const text = await answer.json();
    const head = document.createElement("p");
    const standing = document.createElement("span");
    head.dataset.column = language;
    standing.className = "standing";
    standing.textContent = text.standing;
    head.append(text.name, standing);
    loaded.set(language, { head, notes: elements(text.notes)[0], tag: text.tag, cells: elements(text.cells.join("")) });
  }

  // Titles in the first column are headings, as in a page of the build.
  function entitle() {
    for (const title of article.querySelectorAll(".akn-row > .akn-cell > :is(h1, p):has(> .akn-docTitle)")) {
      const name = title.parentElement === title.closest(".akn-row").firstElementChild ? "h1" : "p";
      if (title.localName === name) continue;
      const renamed = document.createElement(name);
      for (const attribute of title.attributes) renamed.setAttribute(attribute.name, attribute.value);
      renamed.append(...title.childNodes);
      title.replaceWith(renamed);
    }
  }

  function place() {
    const columns = shown.map((language) => loaded.get(language));
    for (const [index, row] of rows.entries()) {
      for (const cell of cells(row)) cell.remove();
      row.prepend(...columns.map((column) => column.cells[index]));
      row.hidden = columns.every((column) => column.cells[index].classList.contains("akn-cell-absent"));
    }
    for (const notes of article.querySelectorAll(":scope > .akn-notes")) notes.remove();
    article.append(...columns.map((column) => column.notes).filter(Boolean));
    heads.replaceChildren(...columns.map((column) => column.head));
    for (const count of [2, 3]) article.classList.toggle(`akn-columns-${count}`, count === columns.length);
    article.dataset.columns = columns.map((column) => column.tag).join(" ");
    delete document.documentElement.dataset.view;
    entitle();
    reveal();
  }

  function reveal() {
    const row = document.querySelector(":target")?.closest(".akn-row[hidden]");
    if (row) row.hidden = false;
  }

  function fill() {
    for (const [index, select] of selects.entries()) select.value = shown[index] ?? "";
  }

  function names() {
    return shown.map((language) => selects[0].options[languages.indexOf(language)].text).join(" | ");
  }

  async function show(chosen) {
    try {
      await Promise.all(chosen.map(load));
    } catch {
      status.textContent = menu.dataset.failed;
      fill();
      return false;
    }
    shown = chosen;
    diptych.hold(place);
    fill();
    document.dispatchEvent(new Event("diptych-columns"));
    return true;
  }

  // Two or three different texts of this work, in order; else none.
  function read(words) {
    const wanted = (words ?? "").split(",").filter((language) => languages.includes(language));
    return new Set(wanted).size === wanted.length && wanted.length > 1 && wanted.length < 4 ? wanted : null;
  }

  function address() {
    const url = new URL(location);
    url.searchParams.set("columns", shown.join(","));
    history.replaceState(history.state, "", url.href.replaceAll("%2C", ","));
    try { localStorage.setItem("diptych-columns", shown.join(",")); } catch { /* a reader may forbid it */ }
  }

  // Who chooses a text that is in another column gets the two exchanged.
  async function choose(event) {
    const place = selects.indexOf(event.target);
    const [next, wanted] = [[...shown], event.target.value];
    const other = shown.indexOf(wanted);
    if (!wanted) next.splice(2);
    else {
      if (other >= 0 && other !== place) next[other] = shown[place] ?? languages.find((one) => !shown.includes(one));
      next[place] = wanted;
    }
    if (!await show(next)) return;
    address();
    status.textContent = menu.dataset.shown.replace("{columns}", names());
  }

  function remembered() {
    try { return read(localStorage.getItem("diptych-columns")); } catch { return null; }
  }

  // A text in which the search has found something takes the last column, if it is in none.
  function found(name, columns) {
    const language = languages.find((one) => tag(one) === name);
    return !language || columns.includes(language) ? columns : [...columns.slice(0, -1), language];
  }

  shown.forEach(keep);
  for (const select of selects) select.addEventListener("change", choose);
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  article.dataset.columns = shown.map(tag).join(" ");
  const asked = new URLSearchParams(location.search);
  const wanted = found(asked.get("text"), read(asked.get("columns")) ?? remembered() ?? shown);
  fill();
  if (wanted.join() !== shown.join()) show(wanted);
  else reveal();
})();
