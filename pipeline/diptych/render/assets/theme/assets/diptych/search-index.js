// The index of all works: where each pair of neighbouring elements stands, and which clause a place is in. Written by pipeline/diptych/render/site/search_index.py.
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

// The clauses that begin with a heading: twice the elements of it, and 1 more of a title.
function headings(headed) {
  const sums = numbers(headed);
  const steps = sums.map((sum, index) => sum - (sums[index - 1] ?? 0));
  const found = new Map();
  let clause = 0;
  for (let index = 0; index < steps.length; index += 2) found.set(clause += steps[index], steps[index + 1]);
  return found;
}

// Clauses one after another: the place where each ends, and to which text of which work it belongs. A unit is a clause
// in all its languages; `firstUnit` numbers those of all works.
function clauses(works) {
  const ends = [];
  const texts = [];
  let firstUnit = 0;
  for (const [work, [file, date, notes, sections]] of works.entries()) {
    let count = 0;
    for (const [language, rooms, headed] of sections) {
      const begin = ends.at(-1) ?? 0;
      const heads = headings(headed);
      texts.push({ work: String(work), file, date, year: date.slice(0, 4), language, heads, first: ends.length, firstUnit });
      const own = numbers(rooms);
      for (const end of own) ends.push(begin + end);
      count = own.length;
      texts.at(-1).notes = count - notes;
    }
    firstUnit += count;
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
  const [grammar, listedTerms, listedReadings] = directory.query.map((name) => () => read(name));
  const terms = async () => (await listedTerms()).terms;
  const readings = async () => (await listedReadings()).readings;

  // Where the pairs stand that an element begins.
  const pairs = async (element) => own((await read(directory.parts[part(element, directory.parts.length)])).pairs, element) ?? {};

  // The places where elements stand in a row.
  async function standing(asked) {
    if (asked.length === 1) return Object.values(await pairs(asked[0])).flatMap(numbers).sort((a, b) => a - b);
    const last = asked.length - 2;
    const steps = [...new Set([0, last, ...asked.keys()].filter((step) => step <= last && (step % 2 === 0 || step === last)))];
    const pair = async (step) => numbers(own(await pairs(asked[step]), asked[step + 1]) ?? "");
    steps.slice(0, AT_ONCE).forEach(pair);
    let found = await pair(steps.shift());
    while (steps.length && found.length) {
      if (found.length <= FEW) {
        const sure = await Promise.all(found.map((place) => has(clauseAt(place), asked)));
        return found.filter((_, index) => sure[index]);
      }
      const step = steps.shift();
      found = both(found, await pair(step), step);
    }
    return found;
  }

  // The strings of which each character is one of a set, by the places where they stand.
  async function spelled(sets) {
    let found = new Map([...sets[0]].map((letter) => [letter, null]));
    for (const [step, letters] of sets.slice(1).entries()) {
      const longer = new Map();
      for (const [string, places] of found) {
        const seconds = await pairs(Array.from(string).at(-1));
        for (const letter of letters) {
          const here = numbers(own(seconds, letter) ?? "");
          const both_ = places ? both(places, here, step) : here;
          if (both_.length) longer.set(string + letter, both_);
        }
      }
      found = longer;
    }
    return found;
  }

  // The clause at a place: its text, its number in it, its unit, and whether the place is in a title or a heading.
  function clauseAt(place) {
    const at = reach(ends, place + 1);
    const text = texts[reach(firsts, at + 1) - 1];
    const number = at - text.first;
    const head = text.heads.get(number) ?? 0;
    const isHead = place - (ends[at - 1] ?? 0) < head >> 1;
    const level = number >= text.notes ? 0 : isHead ? 2 + (head & 1) : 1;
    return { ...text, number, level, unit: text.firstUnit + number };
  }

  // The clauses of some places, each once, at its highest level, that the filters let through.
  function clausesAt(places, wanted) {
    const found = new Map();
    for (const place of places) {
      const clause = clauseAt(place);
      const name = clause.first + clause.number;
      if (!Object.entries(wanted).every(([filter, value]) => clause[filter] === value)) continue;
      if (!(found.get(name)?.level >= clause.level)) found.set(name, clause);
    }
    return [...found.values()];
  }

  const linesOf = async ({ file, language, number }) => {
    const { texts: shown } = await read(file);
    return shown.find((text) => text.tag === language).clauses[number].slice(2).join("\n").split("\n");
  };

  // Whether a clause has elements in a row in one of its lines.
  async function has(clause, asked) {
    const stands = (said) => said.some((_, at) => asked.every((element, step) => said[at + step] === element));
    return (await linesOf(clause)).some((line) => stands(elements(line)));
  }

  // All that a result shows of a clause.
  async function result(clause) {
    const { file, language: tag, number } = clause;
    const { path, number: name, texts: shown } = await read(file);
    const { title, clauses: known } = shown.find((text) => text.tag === tag);
    const [eid, label, text, received] = known[number];
    const others = clause.notes && number >= clause.notes ? [] : shown.filter((other) => other.tag !== tag && other.clauses[number][2])
      .map((other) => [other.tag, other.clauses[number][2]]);
    return { path, eid, label, tag, text, received, others, number: name, title, strings: clause.strings };
  }

  // What there is to choose from, as values and words; titles in the reader's language where they are.
  async function choices(reader) {
    const { names } = await read(directory.names);
    return {
      work: names.map(([number, titles], index) => {
        const [, title] = titles.find(([tag]) => tag.split("-")[0] === reader) ?? titles[0];
        return [String(index), `${number} ${title}`.trim()];
      }),
      language: [...new Set(texts.map((text) => text.language))].sort().map((tag) => [tag, tag]),
      year: [...new Set(texts.map((text) => text.year))].filter(Boolean).sort().map((year) => [year, year]),
    };
  }

  return { standing, spelled, clausesAt, linesOf, result, choices, grammar, terms, readings, pairs };
}
