// The search: a box, a list of clauses, filters. search-index.js finds pairs of elements; search-key.js cuts them.
import { open as opened } from "./search-index.js";
import { learn, places } from "./search-key.js";

const AT_ONCE = 10;
const AROUND = 48;
const index = new URL("../../search/", import.meta.url);
const root = new URL("../../", import.meta.url);

let dialog = null;
let engine = null;
let hits = [];
let asked = "";
let shown = 0;
let turn = 0;
let composing = false;

const part = (name) => dialog.querySelector(`.search-${name}`);
const fill = (words, facts) => words.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
const written = (number) => number.toLocaleString(document.documentElement.lang);
const tell = (words) => { part("status").textContent = words; };

function element(name, css, text = "", lang = "") {
  const made = document.createElement(name);
  made.className = css;
  made.textContent = text;
  if (lang) made.lang = lang;
  return made;
}

async function start() {
  const [found, table] = await Promise.all([
    opened(index),
    fetch(new URL("simplified.json", index)).then((answer) => answer.json()),
  ]);
  learn(table);
  return found;
}

function ready() {
  engine ??= start().catch((error) => { engine = null; throw error; });
  return engine;
}

// The filters that the reader has set, by name.
function chosen() {
  const selects = [...dialog.querySelectorAll("select")].filter((select) => select.value);
  return Object.fromEntries(selects.map((select) => [select.name, select.value]));
}

// A language without its script, unless there are texts in several scripts of it.
function short(tag, languages) {
  const [base] = tag.split("-");
  return languages.filter(([other]) => other.split("-")[0] === base).length > 1 ? tag : base;
}

async function offer() {
  const reader = document.documentElement.lang;
  const known = await (await ready()).choices(reader.split("-")[0]);
  const names = new Intl.DisplayNames([reader], { type: "language" });
  for (const select of dialog.querySelectorAll("select")) {
    if (select.length > 1) continue;
    for (const [value, words] of known[select.name]) {
      select.add(new Option(select.name === "language" ? names.of(short(words, known.language)) : words, value));
    }
  }
}

// Part of a text around where the query stands, with that marked; where it does not, as far into the text as its twin.
function excerpt(text, lang, css, share = 0) {
  const found = places(text, asked);
  const [first] = found.length ? found[0] : [Math.floor(share * text.length)];
  const from = first > AROUND ? first - AROUND / 2 : 0;
  const to = Math.min(text.length, from + 3 * AROUND);
  const made = element("span", css, "", lang);
  let at = from;
  made.append(from ? "…" : "");
  for (const [start, end] of found) {
    if (start >= to) break;
    const until = Math.min(end, to);
    made.append(text.slice(at, start), element("mark", "", text.slice(start, until)));
    at = until;
  }
  made.append(text.slice(at, to), to < text.length ? "…" : "");
  return made;
}

function address(clause) {
  const made = new URL(dialog.dataset.home + clause.path, root);
  made.searchParams.set("find", asked);
  made.searchParams.set("text", clause.tag);
  made.hash = clause.eid;
  return made.href;
}

function option(clause) {
  const made = element("li", "search-hit");
  made.role = "option";
  made.id = `search-hit-${shown}`;
  made.ariaSelected = "false";
  made.dataset.href = address(clause);
  made.dataset.clause = `${clause.tag} ${clause.path}#${clause.eid}`;
  const head = element("span", "search-head");
  const [tag, number] = clause.number;
  head.append(element("b", "", clause.label, clause.tag), " ", element("span", "", number, tag), " ",
    element("span", "search-title", clause.title, clause.tag));
  const text = places(clause.text, asked).length || !clause.received ? clause.text : clause.received;
  const share = (places(text, asked)[0]?.[0] ?? 0) / text.length;
  made.append(head, excerpt(text, clause.tag, "search-text"));
  for (const [lang, other] of clause.others) made.append(excerpt(other, lang, "search-twin", share));
  return made;
}

async function more(mine) {
  const { result } = await ready();
  const found = await Promise.all(hits.slice(shown, shown + AT_ONCE).map(result));
  if (mine !== turn) return;
  for (const clause of found) {
    part("list").append(option(clause));
    shown += 1;
  }
  part("more").hidden = shown >= hits.length;
  part("input").ariaExpanded = String(shown > 0);
}

function select(made) {
  part("list").querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
  made?.setAttribute("aria-selected", "true");
  made?.scrollIntoView({ block: "nearest" });
  if (made) part("input").setAttribute("aria-activedescendant", made.id);
  else part("input").removeAttribute("aria-activedescendant");
}

function clear() {
  select(null);
  part("list").replaceChildren();
  part("more").hidden = true;
  part("input").ariaExpanded = "false";
  [hits, shown] = [[], 0];
}

async function search() {
  turn += 1;
  const mine = turn;
  const query = part("input").value;
  try {
    const said = await (await ready()).search(query, chosen());
    const found = said ?? [];
    // A letter that is not whole yet stands nowhere: what is shown stays until it is.
    if (mine !== turn || (composing && !found.length)) return;
    clear();
    [hits, asked] = [found, query];
    await more(mine);
    if (mine !== turn) return;
    dialog.dataset.found = `${found.length} ${query}`;
    tell(said ? fill(dialog.dataset[found.length ? "count" : "none"], { count: written(found.length), query }) : "");
  } catch {
    // The server may have another build by now.
    engine = null;
    if (mine === turn) tell(dialog.dataset.unavailable);
  }
}

function go(made, event) {
  if (!made) return;
  if (event.ctrlKey || event.metaKey) open(made.dataset.href, "_blank", "noopener");
  else location.assign(made.dataset.href);
}

function moved(event) {
  if (event.isComposing) return;
  const options = [...part("list").children];
  const at = options.findIndex((one) => one.ariaSelected === "true");
  const to = { ArrowDown: Math.min(at + 1, options.length - 1), ArrowUp: at - 1 }[event.key];
  if (event.key === "Enter") go(options[Math.max(at, 0)], event);
  // A browser's own box would first be emptied.
  else if (event.key === "Escape") dialog.close();
  else if (to === undefined) return;
  else select(options[to] ?? null);
  event.preventDefault();
}

function wire() {
  let wait = 0;
  const soon = () => { clearTimeout(wait); wait = setTimeout(search, 60); };
  part("input").addEventListener("input", (event) => { composing = event.isComposing ?? false; soon(); });
  part("input").addEventListener("compositionend", () => { composing = false; soon(); });
  part("input").addEventListener("keydown", moved);
  part("list").addEventListener("click", (event) => go(event.target.closest(".search-hit"), event));
  part("more").addEventListener("click", () => more(turn));
  part("close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  part("filters").addEventListener("toggle", () => offer().catch(() => tell(dialog.dataset.unavailable)));
  part("filters").addEventListener("change", search);
  dialog.addEventListener("submit", (event) => event.preventDefault());
}

export function show(box) {
  if (!dialog) {
    dialog = box;
    wire();
    ready().catch(() => tell(dialog.dataset.unavailable));
  }
  dialog.showModal();
  part("input").select();
}
