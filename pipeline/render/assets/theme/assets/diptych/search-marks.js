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

function range(nodes, start, end) {
  const made = new Range();
  let offset = 0;
  for (const node of nodes) {
    const next = offset + node.length;
    if (offset <= start && start < next) made.setStart(node, start - offset);
    if (offset < end && end <= next) made.setEnd(node, end - offset);
    offset = next;
  }
  return made;
}

export async function mark(clause, query) {
  if (!globalThis.CSS?.highlights) return;
  learn(await (await fetch(new URL("../../search/simplified.json", import.meta.url))).json());
  const ranges = ["del", "ins"].flatMap((other) => [...texts(clause, other)].flatMap((nodes) => {
    const text = nodes.map((node) => node.data).join("");
    return places(text, query).map(([start, end]) => range(nodes, start, end));
  }));
  CSS.highlights.set("found", new Highlight(...ranges));
}
