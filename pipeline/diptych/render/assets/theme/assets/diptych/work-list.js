// On a list of works: they are sorted and filtered by words, from a file with all of them that is loaded when a reader
// first asks for it. Without this the pages of the list have them all.

const AT_ONCE = 50;

const fold = (words) => words.normalize("NFKC").toLowerCase().replace(/[\p{P}\s]+/gu, "");

const ORDERS = {
  newest: () => 0, // that of the file
  oldest: (one, other) => one.iso.localeCompare(other.iso),
  title: (one, other) => title(one).localeCompare(title(other), document.documentElement.lang),
  number: (one, other) => one.number[0].localeCompare(other.number[0], document.documentElement.lang, { numeric: true }),
};

// The title in the language of the page, else the first one.
function title(work) {
  const near = work.texts.find(([, tag]) => tag.split("-")[0] === document.documentElement.lang.split("-")[0]);
  return (near ?? work.texts[0])[3];
}

function element(name, css, lang, ...content) {
  const made = document.createElement(name);
  if (css) made.className = css;
  if (lang && lang !== document.documentElement.lang) made.lang = lang;
  made.append(...content);
  return made;
}

function link(address, ...content) {
  const made = element("a", "", "", ...content);
  made.href = address;
  return made;
}

// A title, of which a line may end between pieces.
function pieces(parts) {
  return parts.flatMap((part, at) => (at ? [document.createElement("wbr"), part] : [part]));
}

// A work as the list of the page shows it.
function item(work, { home, root, read, undated }) {
  const shown = element("li", "work");
  if (work.preview) shown.append(element("p", "notice", "", element("strong", "", "", work.preview)));
  const date = element(work.date ? "time" : "span", "", "", work.date || undated);
  if (work.date) date.dateTime = work.iso;
  const facts = [work.number, work.issuer].filter(([words]) => words).map(([words, tag]) => element("span", "", tag, words));
  shown.append(element("p", "work-kicker", "", ...facts.flatMap((fact) => [fact, " "]), date,
    ...(work.state ? [" ", element("span", "work-state", "", work.state)] : [])));
  const titles = work.texts.map(([, tag, , words], at) => element("span", "", tag, ...pieces(work.pieces?.[at] ?? [words])));
  shown.append(element("h3", "work-title", "", link(home + work.path, ...titles)));
  const texts = work.texts.map(([language, tag, name, , standing]) => {
    const text = link(`${root}${work.path}${language}/`, name);
    text.hreflang = tag;
    return element("li", "", "", text, " ", element("span", "standing", "", standing));
  });
  const together = texts.length > 1 ? [element("li", "", "", link(home + work.path, read))] : [];
  shown.append(element("ul", "work-texts", "", ...together, ...texts));
  return shown;
}

export function enliven(tools) {
  const part = (name) => document.querySelector(`.list-${name}`);
  const [filter, sort, status, more] = ["filter", "sort", "status", "more"].map(part);
  const list = document.querySelector("ul.works");
  const made = [...list.childNodes];
  const count = document.querySelector("h2 .count");
  const [whole, pager] = [count.textContent, document.querySelector(".pager")];
  const chosen = tools.dataset.facets.split(" ").filter(Boolean).map((pair) => pair.split("="));
  let works = null;
  let asked = 0;
  let found = [];

  async function load() {
    if (works) return;
    const answer = await fetch(tools.dataset.list);
    if (!answer.ok) throw new Error(answer.statusText);
    const { works: all } = await answer.json();
    const here = all.filter((work) => chosen.every(([name, key]) => work.facets[name] === key));
    works = here.map((work) => [work, fold([work.number[0], work.issuer[0], work.date, work.iso, ...work.texts.map((text) => text[3])].join("\n"))]);
  }

  function show(works, at) {
    list.replaceChildren(...(at ? list.children : []), ...works.slice(at, at + AT_ONCE).map((work) => item(work, tools.dataset)));
    more.hidden = works.length <= list.children.length;
  }

  // As the page came.
  function restore() {
    list.replaceChildren(...made);
    more.hidden = true;
    if (pager) pager.hidden = false;
    count.textContent = whole;
    status.textContent = "";
  }

  async function apply() {
    asked += 1;
    const [mine, words] = [asked, filter.value.split(/\s+/).map(fold).filter(Boolean)];
    if (!words.length && sort.value === "newest") { restore(); return; }
    try {
      await load();
    } catch {
      status.textContent = tools.dataset.failed;
      return;
    }
    if (mine !== asked) return;
    found = works.filter(([, text]) => words.every((word) => text.includes(word))).map(([work]) => work).sort(ORDERS[sort.value]);
    show(found, 0);
    if (pager) pager.hidden = true;
    count.textContent = found.length.toLocaleString(document.documentElement.lang);
    status.textContent = tools.dataset.found.replace("{count}", count.textContent);
  }

  tools.addEventListener("submit", (event) => event.preventDefault());
  filter.addEventListener("input", apply);
  sort.addEventListener("change", apply);
  more.addEventListener("click", () => {
    const first = list.children.length;
    show(found, first);
    list.children[first]?.querySelector("a").focus();
  });
  if (filter.value || sort.value !== "newest") apply(); // a browser that goes back has kept what was typed
}
