// The index of all works: where each pair of neighbouring elements stands. Written by pipeline/diptych/render/site/search_index.py.
import { elements } from "./search-key.js";

const FIRST = 35;
const SURROGATES = 0x800;
const MOST = 0x10ffff - SURROGATES - FIRST;
const FEW = 10;
const AT_ONCE = 3;

// Rising numbers from their distances; a blank is the beginning of a long one.
export function numbers(distances) {
  const found = [];
  let at = 0;
  for (const letter of distances) {
    const point = letter.codePointAt(0);
    if (point < FIRST) at += MOST;
    else found.push(at += point - FIRST - (point > 0xd7ff ? SURROGATES : 0));
  }
  return found;
}

const part = (element, count) => Array.from(element).reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % count, 0);

// The first number of a sorted list that is no less.
function reach(sorted, number) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

const stands = (asked, said) => said.some((_, at) => asked.every((one, step) => said[at + step] === one));

const own = (object, name) => (Object.hasOwn(object, name) ? object[name] : undefined);

// What is in both sorted lists; the second one is as much further on as `ahead`.
function both(one, other, ahead) {
  const found = [];
  let at = 0;
  for (const number of one) {
    while (at < other.length && other[at] < number + ahead) at += 1;
    if (other[at] === number + ahead) found.push(number);
  }
  return found;
}

// Clauses one after another: the place where each ends, and to which text of which work it belongs.
function clauses(works) {
  const ends = [];
  const texts = [];
  for (const [work, [file, year, sections]] of works.entries()) {
    for (const [language, rooms] of sections) {
      const begin = ends.at(-1) ?? 0;
      texts.push({ work: String(work), file, year, language, first: ends.length });
      for (const end of numbers(rooms)) ends.push(begin + end);
    }
  }
  return { ends, texts };
}

export async function open(folder) {
  const files = new Map();
  const read = (name) => {
    const fetched = () => fetch(new URL(name, folder)).then((answer) => answer.json());
    if (!files.has(name)) files.set(name, fetched().catch((error) => { files.delete(name); throw error; }));
    return files.get(name);
  };
  const directory = await fetch(new URL("index.json", folder)).then((answer) => answer.json());
  const { ends, texts } = clauses(directory.works);
  const firsts = texts.map((text) => text.first);

  // Where the pairs stand that an element begins.
  const beginning = async (element) => own(await read(directory.parts[part(element, directory.parts.length)]), element) ?? {};

  // Where elements stand in a row, or what may be so many places: the pairs that are not looked at yet.
  async function standing(asked) {
    if (asked.length === 1) return [Object.values(await beginning(asked[0])).flatMap(numbers).sort((a, b) => a - b), []];
    const last = asked.length - 2;
    const steps = [...new Set([0, last, ...asked.keys()].filter((step) => step <= last && (step % 2 === 0 || step === last)))];
    const pair = async (step) => numbers(own(await beginning(asked[step]), asked[step + 1]) ?? "");
    steps.slice(0, AT_ONCE).forEach(pair);
    let found = await pair(steps.shift());
    while (steps.length && found.length > FEW) {
      const step = steps.shift();
      found = both(found, await pair(step), step);
    }
    return [found, found.length ? steps : []];
  }

  function clauseOf(number) {
    const text = texts[reach(firsts, number + 1) - 1];
    return { ...text, number: number - text.first };
  }

  // Whether a clause has the query in one of its lines.
  async function has({ file, language, number }, asked) {
    const { texts: shown } = await read(file);
    const [, , ...said] = shown.find((one) => one.tag === language).clauses[number];
    return said.join("\n").split("\n").some((line) => stands(asked, elements(line)));
  }

  async function search(query, wanted) {
    const asked = elements(query);
    if (!asked.length) return null;
    const [found, left] = await standing(asked);
    const numbered = [...new Set(found.map((place) => reach(ends, place + 1)))].map(clauseOf)
      .filter((one) => Object.entries(wanted).every(([name, value]) => one[name] === value));
    if (!left.length) return numbered;
    const sure = await Promise.all(numbered.map((one) => has(one, asked)));
    return numbered.filter((_, index) => sure[index]);
  }

  // All that a result shows of a clause.
  async function result({ file, language: tag, number }) {
    const { path, number: name, texts: shown } = await read(file);
    const { title, clauses: known } = shown.find((one) => one.tag === tag);
    const [eid, label, text, received] = known[number];
    const others = shown.filter((one) => one.tag !== tag)
      .flatMap((one) => one.clauses.filter((twin) => twin[0] === eid).map((twin) => [one.tag, twin[2]]));
    return { path, eid, label, tag, text, received, others, number: name, title };
  }

  // What there is to choose from, as values and words; titles in the reader's language where they are.
  async function choices(reader) {
    const names = await read(directory.names);
    return {
      work: names.map(([number, titles], index) => {
        const [, title] = titles.find(([tag]) => tag.split("-")[0] === reader) ?? titles[0];
        return [String(index), `${number} ${title}`];
      }),
      language: [...new Set(texts.map((text) => text.language))].sort().map((tag) => [tag, tag]),
      year: [...new Set(directory.works.map((work) => work[1]))].filter(Boolean).sort().map((year) => [year, year]),
    };
  }

  return { search, result, choices };
}
