// Marks where a query stands in a clause, by ranges alone: the text stays as it is.
import { learn, places } from "./search-key.js";

const ASIDE = ".clause-tools, .akn-noteRef, .akn-supplied, .card";

// The texts of each language in an element, as one of the editor's hands reads them.
function texts(clause, other) {
  const found = new Map();
  const walker = document.createTreeWalker(clause, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest(`${ASIDE}, ${other}`)) continue;
    const { lang } = node.parentElement.closest("[lang]");
    found.set(lang, [...(found.get(lang) ?? []), node]);
  }
  return found.values();
}

// A part of the texts, node by node: between two of one language may stand another.
function ranges(nodes, start, end) {
  const found = [];
  let offset = 0;
  for (const node of nodes) {
    const [from, to] = [Math.max(start - offset, 0), Math.min(end - offset, node.length)];
    if (from < to) {
      const made = new Range();
      made.setStart(node, from);
      made.setEnd(node, to);
      found.push(made);
    }
    offset += node.length;
  }
  return found;
}

// A clause may be longer than the window is high.
function show(range) {
  const box = range.getBoundingClientRect();
  if (box.top > innerHeight * 0.9) scrollBy({ top: box.top - innerHeight / 2, behavior: "instant" });
}

export async function mark(clause, queries) {
  if (!globalThis.CSS?.highlights) return;
  const table = await fetch(new URL("../../search/simplified.json", import.meta.url)).then((answer) => answer.json());
  learn(table.characters);
  const found = ["del", "ins"].flatMap((other) => [...texts(clause, other)].flatMap((nodes) => {
    const text = nodes.map((node) => node.data).join("");
    return places(text, queries).flatMap(([start, end]) => ranges(nodes, start, end));
  }));
  document.documentElement.dataset.highlights = "";
  CSS.highlights.set("found", new Highlight(...found));
  if (found.length) show(found[0]);
}
