// What two strings have in common that are the same to a search. Must equal pipeline/diptych/render/site/search_entries.py.

const GAP = /[\p{P}\p{Z}\p{Cc}]/u;
const UNSEEN = /[\p{Cf}\p{Co}]/u;
const GROUPED = /(?<=[0-9]),(?=[0-9]{3}(?![0-9]))/gu;
const WHOLE = /[a-z\u00df-\u00f6\u00f8-\u02af\u0300-\u036f\u1e00-\u1eff]+|[0-9]+|[^ ]/gsu;
const CLUSTERS = /[\u1100-\u11ff]+|[^\p{M}]\p{M}*|\p{M}+/gsu;

let simplified = new Map();

// The table of simplified characters: each character and its form in turn.
export function learn(table) {
  const letters = [...table];
  simplified = new Map(letters.flatMap((letter, index) => (index % 2 ? [] : [[letter, letters[index + 1]]])));
}

const plain = (text) => text.normalize("NFKC").toLowerCase();

const folded = (text, gap) => Array.from(text, (letter) => {
  if (GAP.test(letter)) return gap;
  return UNSEEN.test(letter) ? "" : simplified.get(letter) ?? letter;
}).join("");

export const key = (text) => folded(plain(text), "");

// The letters of a text as they are compared, with all punctuation.
export const letters = (text) => Array.from(plain(text), (letter) => simplified.get(letter) ?? letter).join("");

// The letters of a text as they are compared, with what separates words as spaces.
export const spaced = (text) => folded(plain(text).replace(GROUPED, ""), " ");

export const elements = (text) => spaced(text).match(WHOLE) ?? [];

// The elements of a text with the [start, end) of each in it.
function placed(text) {
  let said = "";
  const from = [];
  const to = [];
  for (const match of text.matchAll(CLUSTERS)) {
    const letters = plain(match[0]);
    for (let index = 0; index < letters.length; index += 1) {
      from.push(match.index);
      to.push(match.index + match[0].length);
    }
    said += letters;
  }
  const commas = new Set([...said.matchAll(GROUPED)].map(({ index }) => index));
  let kept = "";
  const origin = [];
  let offset = 0;
  for (const letter of said) {
    const made = commas.has(offset) ? "" : folded(letter, " ");
    for (let index = 0; index < made.length; index += 1) origin.push(offset);
    kept += made;
    offset += letter.length;
  }
  const spans = [...kept.matchAll(WHOLE)].map(({ 0: element, index }) => [element, origin[index], origin[index + element.length - 1]]);
  return spans.map(([element, start, end]) => [element, from[start], to[end]]);
}

// Where any of some strings stand in a text, as [start, end) of the text itself, in order and apart.
export function places(text, queries) {
  const whole = placed(text);
  const asked = queries.map(elements).filter((one) => one.length);
  const found = [];
  for (let index = 0; index < whole.length; index += 1) {
    const fits = asked.filter((one) => one.every((element, step) => whole[index + step]?.[0] === element));
    const last = index + Math.max(...fits.map((one) => one.length)) - 1;
    if (fits.length && whole[index][1] >= (found.at(-1)?.[1] ?? 0)) found.push([whole[index][1], whole[last][2]]);
  }
  return found;
}
