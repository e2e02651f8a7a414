// What two strings have in common that are the same to a search. Must equal pipeline/diptych/render/site/search_entries.py.

const DROPPED = /[\p{P}\p{Z}\p{Cc}\p{Cf}\p{Co}]/u;
const WHOLE = /[a-z\u00df-\u00f6\u00f8-\u02af\u0300-\u036f\u1e00-\u1eff]+|[0-9]+|./gsu;
const CLUSTERS = /[\u1100-\u11ff]+|[^\p{M}]\p{M}*|\p{M}+/gsu;

let simplified = new Map();

// The table of simplified characters: each character and its form in turn.
export function learn(table) {
  const letters = [...table];
  simplified = new Map(letters.flatMap((letter, index) => (index % 2 ? [] : [[letter, letters[index + 1]]])));
}

export function key(text) {
  const lower = text.normalize("NFKC").toLowerCase();
  return Array.from(lower, (letter) => (DROPPED.test(letter) ? "" : simplified.get(letter) ?? letter)).join("");
}

export const elements = (text) => key(text).match(WHOLE) ?? [];

// Where a query stands in a text, as [start, end) of the text itself.
export function places(text, query) {
  const asked = elements(query);
  if (!asked.length) return [];
  let said = "";
  const from = [];
  const to = [];
  for (const match of text.matchAll(CLUSTERS)) {
    const part = key(match[0]);
    for (let index = 0; index < part.length; index += 1) {
      from.push(match.index);
      to.push(match.index + match[0].length);
    }
    said += part;
  }
  const starts = new Map();
  let offset = 0;
  const whole = said.match(WHOLE) ?? [];
  whole.forEach((element, index) => { starts.set(index, offset); offset += element.length; });
  const found = [];
  for (let index = 0; index + asked.length <= whole.length; index += 1) {
    if (!asked.every((element, step) => whole[index + step] === element)) continue;
    const last = index + asked.length - 1;
    const range = [from[starts.get(index)], to[starts.get(last) + whole[last].length - 1]];
    if (!found.length || range[0] >= found[found.length - 1][1]) found.push(range);
  }
  return found;
}
