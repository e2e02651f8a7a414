// The search: a box, a list of clauses by work, filters, advice. search-query.js says what a query means, search-index.js
// where that stands, search-order.js what comes first.
import { open as opened } from "./search-index.js";
import { elements, learn, places } from "./search-key.js";
import { ordered } from "./search-order.js";
import { reader, wordsOf } from "./search-query.js";

const AT_ONCE = 10;
const EACH = 3;
const AROUND = 48;
const index = new URL("../../search/", import.meta.url);
const root = new URL("../../", import.meta.url);

let dialog = null;
let engine = null;
let groups = [];
let rows = [];
let asked = "";
let shown = 0;
let mode = "";
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
  learn(table.characters);
  return { index: found, query: await reader(found) };
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
  const known = await (await ready()).index.choices(reader.split("-")[0]);
  const names = new Intl.DisplayNames([reader], { type: "language" });
  for (const select of dialog.querySelectorAll("select")) {
    if (select.length > 1) continue;
    for (const [value, words] of known[select.name]) {
      select.add(new Option(select.name === "language" ? names.of(short(words, known.language)) : words, value));
    }
  }
}

// Part of a text around where the query stands, with that marked; where it does not, as far into the text as its twin.
function excerpt(text, strings, lang, css, share = 0) {
  const found = places(text, strings);
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
  for (const string of clause.strings) made.searchParams.append("find", string);
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
  const { strings } = clause;
  const text = places(clause.text, strings).length || !clause.received ? clause.text : clause.received;
  const share = (places(text, strings)[0]?.[0] ?? 0) / text.length;
  made.append(head, excerpt(text, strings, clause.tag, "search-text"));
  for (const [lang, other] of clause.others) made.append(excerpt(other, strings, lang, "search-twin", share));
  return made;
}

// What stands for the clauses of a work that are not shown yet.
function rest(group, count) {
  const made = element("li", "search-rest", fill(dialog.dataset.rest, { count: written(count) }));
  made.role = "option";
  made.id = `search-rest-${group[0].work}`;
  made.ariaSelected = "false";
  made.dataset.work = group[0].work;
  return made;
}

async function options(clauses, mine) {
  const { index } = await ready();
  const found = await Promise.all(clauses.map(index.result));
  if (mine !== turn) return [];
  return found.map((clause) => { const made = option(clause); shown += 1; return made; });
}

function settle() {
  part("more").hidden = !rows.length && !part("list").querySelector(".search-rest");
  part("input").ariaExpanded = String(shown > 0);
}

// The next clauses of a work in the place of the row that stands for them.
async function unfold(row, mine) {
  const group = groups.find(([first]) => first.work === row.dataset.work);
  const from = Number(row.dataset.from ?? EACH);
  const made = await options(group.slice(from, from + AT_ONCE), mine);
  if (mine !== turn) return;
  const left = group.length - from - made.length;
  const next = rest(group, left);
  next.dataset.from = from + made.length;
  row.replaceWith(...made, ...(left ? [next] : []));
  settle();
  return made[0];
}

async function more(mine) {
  const folded = part("list").querySelector(".search-rest");
  if (!rows.length && folded) return unfold(folded, mine);
  const now = rows.splice(0, AT_ONCE);
  const made = await options(now.map(([clause]) => clause), mine);
  if (mine !== turn) return;
  made.forEach((one, at) => {
    const [, group] = now[at];
    part("list").append(one, ...(group ? [rest(group, group.length - EACH)] : []));
  });
  settle();
}

// The first clauses of each work; with the last of them the work whose others follow.
function firstRows() {
  if (groups.length === 1) return groups[0].map((clause) => [clause]);
  return groups.flatMap((group) => group.slice(0, EACH).map((clause, at) => [clause, at === EACH - 1 && group.length > EACH && group]));
}

function button(words, action, lang = "") {
  const made = element("button", "search-way", words, lang);
  made.type = "button";
  made.addEventListener("click", action);
  return made;
}

function askFor(words) {
  part("input").value = words;
  part("input").focus();
  begin();
}

// What was understood; on nothing found what stands nearby, and how to ask for more.
async function advise({ meant, first }, count, mine) {
  const isNamed = Boolean(first?.places.length);
  const { query } = await ready();
  const words = dialog.dataset;
  const said = meant.map((one) => (one.said ?? (one.strings.length ? one.strings.slice(0, 3) : [one.asked])).join(" / "));
  const isPlain = meant.length === 1 && ["literal", "nothing", "address"].includes(meant[0].kind);
  const made = isPlain ? [] : [element("span", "", fill(words.understood, { parts: said.join(" + ") }))];
  const several = wordsOf(part("input").value).length > 1;
  if (!count) {
    const near = (await Promise.all(meant.filter((one) => !one.places.length).map((one) => query.nearest(one.asked)))).flat();
    if (near.length) made.push(element("span", "", words.nearest), ...near.map((one) => button(one, () => askFor(one))));
    if (Object.keys(chosen()).length) made.push(button(words.unfiltered, () => { dialog.querySelector("form").reset(); askFor(asked); }));
  }
  const wider = !several || isNamed || mode === "any" ? "" : isPlain && count ? "all" : count ? "" : "any";
  if (wider) made.push(button(words[wider], () => { mode = wider; search(); }));
  if (mine === turn) part("advice").replaceChildren(...made);
}

// The meanings of what is asked: as a whole, or each word by itself.
async function meanings(query) {
  const words = wordsOf(query);
  if (!mode || words.length < 2) return (await ready()).query.meanings(query);
  const { query: known } = await ready();
  return { meant: await Promise.all(words.map((word) => known.word(word, true))) };
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
  part("advice").replaceChildren();
  part("more").hidden = true;
  part("input").ariaExpanded = "false";
  [groups, rows, shown] = [[], [], 0];
}

async function search() {
  turn += 1;
  const mine = turn;
  const query = part("input").value;
  try {
    const { index } = await ready();
    const isAsked = elements(query).length > 0;
    const understood = isAsked ? await meanings(query) : { meant: [] };
    const found = isAsked ? await ordered(index, understood, chosen(), mode === "any") : [];
    const count = found.reduce((sum, group) => sum + group.length, 0);
    // A letter that is not whole yet stands nowhere: what is shown stays until it is.
    if (mine !== turn || (composing && !count)) return;
    clear();
    [groups, asked] = [found, query];
    rows = count ? firstRows() : [];
    await more(mine);
    if (mine !== turn) return;
    tell(isAsked ? fill(dialog.dataset[count ? "count" : "none"], { count: written(count), query }) : "");
    if (isAsked) await advise(understood, count, mine);
    if (mine === turn) dialog.dataset.found = `${count} ${query}`;
  } catch {
    // The server may have another build by now.
    engine = null;
    if (mine === turn) tell(dialog.dataset.unavailable);
  }
}

// A search for what the reader has typed, as it is.
function begin() {
  mode = "";
  return search();
}

function go(made, event) {
  if (!made) return;
  if (made.dataset.work) unfold(made, turn).then((first) => first && select(first));
  else if (event.ctrlKey || event.metaKey) open(made.dataset.href, "_blank", "noopener");
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
  const soon = () => { clearTimeout(wait); wait = setTimeout(begin, 60); };
  part("input").addEventListener("input", (event) => { composing = event.isComposing ?? false; soon(); });
  part("input").addEventListener("compositionend", () => { composing = false; soon(); });
  part("input").addEventListener("keydown", moved);
  part("list").addEventListener("click", (event) => go(event.target.closest("[role=option]"), event));
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
