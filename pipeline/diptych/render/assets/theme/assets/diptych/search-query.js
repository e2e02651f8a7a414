// What a query means: a string as it is, else an address, a date, a name in Latin letters, pinyin, or several words.
// The words of languages come from pipeline/diptych/render/site/search_vocabulary.py.
import { elements, letters, spaced } from "./search-key.js";

const FEW = 24;
const STEM = 2;
const NAMES = 12;
const SYLLABLE = 6;
const DISTANCE = 2;
const HANGUL = /^[\uac00-\ud7a3]+$/u;
const LATIN = /^[a-z\u00df-\u024f]+$/u;
const ADDRESS = /(?:^|[^\w.-])([a-z]+_[\w.-]+|[a-z]+)$/;
const DAY = /^\D{0,2}([12]\d{3})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\D{0,2}$/;

const either = (words) => words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).sort((a, b) => b.length - a.length).join("|");
const product = (sets) => sets.reduce((rows, set) => rows.flatMap((row) => set.map((one) => [...row, one])), [[]]);

// A text in which numerals of signs are figures.
function figures(text, { numerals }) {
  const run = new RegExp(`[${Object.keys(numerals).join("")}]+`, "gu");
  return text.replace(run, (signs) => {
    const values = Array.from(signs, (sign) => numerals[sign]);
    if (values.every((value) => value < 10)) return values.join("");
    let [sum, digit] = [0, 0];
    for (const value of values) {
      if (value < 10) digit = value;
      else if (value % 10 || value === 20 || value === 30 || value === 40) sum += value;
      else [sum, digit] = [sum + (digit || 1) * value, 0];
    }
    return String(sum + digit);
  });
}

// What a number or a letter without a name may be inside a unit, as in section 6(3)(a); and what a name may stand for before one.
const UNNAMED = ["para", "subsec", "subpara", "item", "point"];
const OUTERMOST = ["sec", "art"];
const ROMAN = { i: 1, v: 5, x: 10, l: 50, c: 100 };

function roman(letters) {
  const values = Array.from(letters, (letter) => ROMAN[letter] ?? 0);
  return values.includes(0) ? 0 : values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}

// The patterns of a unit: its name behind its number, its name before it, its number alone, the words for one of the next; of a unit
// without a number, of what comes between the ends of a range, and of what comes behind a name.
function forms({ units, whole, ordinals, branches, of, determiners, series, through, trailing }) {
  const names = Object.keys(units);
  const isLatin = (name) => LATIN.test(name);
  const others = either(names.filter((name) => !isLatin(name)));
  const digits = "\\d+(?:[-.]\\d+)*";
  const tail = `((?:\\s*(?:${either(branches)})\\s*\\d+)*)[\\s,]*`;
  const signs = Object.keys(series).join("");
  return {
    behind: new RegExp(`(?:(?:${either(determiners)})\\s*)?(?:${either(ordinals)})?\\s*[(\\[]?\\s*(${digits}|[${signs}])\\s*[)\\]]?\\s*(${others})${tail}`, "y"),
    before: new RegExp(`(?:(?:${either(determiners)})\\s*)?(${either(names)})\\.?\\s*[(\\[]?\\s*(?:${either(ordinals)})?\\s*([a-z]?${digits}|(?<=\\s)[ivxlc]+(?!\\p{L}))\\s*[)\\]]?\\s*${tail}`, "uy"),
    alone: /[([]?\s*(?:(\d+)|([a-z]{1,5})(?=\)))\s*[)\]]?[\s,]*/y,
    of: new RegExp(`(?:${either(of)})\\s*`, "y"),
    whole: new RegExp(`(${either(Object.keys(whole))})[\\s,]*`, "y"),
    through: new RegExp(`\\s*(?:${either(through.map(letters))})\\s*`, "gu"),
    trailing: new RegExp(`(?:\\s*(?:${either(trailing.map(letters))}))+\\s*$`, "y"),
  };
}

// The unit printed at a place: the last steps of the eIds that it may have, its end, and whether it has a name.
function unit(text, at, grammar, known, inside) {
  const read = (form) => { form.lastIndex = at; return form.exec(text); };
  const behind = read(known.behind);
  const named = behind ?? read(known.before);
  if (named) {
    const [printed, name] = behind ? [named[1], named[2]] : [named[2], named[1]];
    const value = grammar.series[printed] ?? roman(printed);
    const branch = (named[3].match(/\d+/g) ?? []).map((number) => `-${number}`).join("");
    const number = (value || printed.replaceAll(".", "-")) + branch;
    return { steps: grammar.units[name].map((short) => `${short}_${number}`), end: at + named[0].length, named: true, number };
  }
  const whole = read(known.whole);
  if (whole) return { steps: grammar.whole[whole[1]], end: at + whole[0].length, named: true };
  const alone = inside ? read(known.alone) : null;
  if (!alone) return null;
  const letter = alone[2]?.length === 1 ? alone[2].charCodeAt(0) - 96 : 0;
  const numbers = alone[1] ? [Number(alone[1])] : [letter, roman(alone[2])].filter(Boolean);
  const steps = numbers.flatMap((number) => UNNAMED.map((short) => `${short}_${number}`));
  return steps.length ? { steps, end: at + alone[0].length, named: false } : null;
}

// The eIds that a printed reference may mean: each unit as its number with the abbreviations of its name. compile/printed_references.py reads the same.
function eids(query, grammar) {
  const direct = ADDRESS.exec(query.trim());
  if (direct && direct[1].includes("_")) return [direct[1]];
  const known = forms(grammar);
  const words = new RegExp(`(?<!\\p{L})(?:${either(Object.keys(grammar.words))})(?!\\p{L})`, "gu");
  const plain = letters(query).replaceAll("\u2019", "'").replace(/\u00a7+/gu, "s ").replace(words, (word) => grammar.words[word]);
  const text = figures(plain, grammar).trim();
  const found = single(text, grammar, known);
  return (found.length ? found : ranges(text, grammar, known)).slice(0, FEW);
}

// The first units of the ranges that a text may be; the second end of a range may be its number alone.
function ranges(text, grammar, known) {
  return [...text.matchAll(known.through)].flatMap((through) => {
    const rest = text.slice(through.index + through[0].length);
    const bare = /^[([]?\s*(?:\d+(?:[-.]\d+)*|[a-z](?=\)))\s*[)\]]?/u.exec(rest);
    known.trailing.lastIndex = bare?.[0].length ?? 0;
    const isBare = bare && (bare[0] === rest || known.trailing.test(rest));
    return isBare || single(rest, grammar, known).length ? single(text.slice(0, through.index), grammar, known) : [];
  });
}

// The eIds that the words of one unit may mean. An eId of an article or section may not name what is around it.
function single(text, grammar, known) {
  const inner = [[]];
  let at = 0;
  while (at < text.length) {
    const last = inner.at(-1);
    known.trailing.lastIndex = at;
    if (last.length && known.trailing.test(text)) break;
    known.of.lastIndex = at;
    const of = last.length ? known.of.exec(text) : null;
    if (of) {
      inner.push([]);
      at += of[0].length;
      continue;
    }
    const printed = unit(text, at, grammar, known, last.length > 0);
    if (!printed) return [];
    if (!printed.named && last.length === 1) last[0] = outermost(last[0]);
    last.push(printed);
    at = printed.end;
  }
  if (!inner.at(-1).length) return [];
  const isNested = (steps) => new Set(steps.map((step) => step.split("_")[0])).size === steps.length;
  const nested = product(inner.reverse().flat().map(({ steps }) => steps)).filter(isNested);
  const short = nested.map((steps) => steps.slice(Math.max(steps.findIndex((step) => OUTERMOST.includes(step.split("_")[0])), 0)));
  return [...new Set([...nested, ...short].map((steps) => steps.join("__")).filter(Boolean))];
}

// A unit that may stand for a section or an article: subsection 6(3) is in section 6.
function outermost(printed) {
  const wider = OUTERMOST.map((short) => `${short}_${printed.number}`);
  const isOne = wider.includes(printed.steps[0]);
  return { ...printed, steps: [...new Set(isOne ? [...printed.steps, ...wider] : [...wider, ...printed.steps])] };
}

// The day of a query in ISO 8601; empty if it is no date.
function day(query, grammar) {
  const text = figures(query.normalize("NFKC").toLowerCase(), grammar);
  const words = spaced(text).split(/ +/).filter(Boolean);
  const month = words.map((word) => grammar.months[word]).find(Boolean);
  const numbers = words.map((word) => /^(\d+)(?:st|nd|rd|th|er)?$/.exec(word)?.[1]).filter(Boolean);
  const year = numbers.find((number) => number.length === 4);
  const named = month && words.length === 3 && numbers.length === 2 && year ? [year, month, numbers.find((one) => one !== year)] : null;
  const [y, m, d] = named ?? DAY.exec(text)?.slice(1) ?? [];
  const date = `${y}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
  return y && Number(m) <= 12 && Number(d) <= 31 ? date : "";
}

// A word without a particle at its end, the longest particle first.
function stems(word, { particles }) {
  if (!HANGUL.test(word)) return [];
  return particles.filter((particle) => word.endsWith(particle) && word.length - particle.length >= STEM)
    .map((particle) => word.slice(0, -particle.length));
}

// The ways to read letters as syllables, those of fewest syllables first.
function syllables(letters, readings) {
  const from = (at) => {
    if (at === letters.length) return [[]];
    const ends = Array.from({ length: SYLLABLE }, (_, size) => letters.slice(at, at + size + 1));
    const heads = [...new Set(ends)].filter((head) => head && Object.hasOwn(readings, head));
    return heads.reverse().flatMap((head) => from(at + head.length).slice(0, 4).map((rest) => [head, ...rest]));
  };
  return from(0).filter((way) => way.length >= STEM).sort((a, b) => a.length - b.length).slice(0, 3);
}

function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [at, letter] of Array.from(one).entries()) {
    const next = [at + 1];
    for (let index = 0; index < other.length; index += 1) {
      next.push(Math.min(next[index] + 1, row[index + 1] + 1, row[index] + (letter === other[index] ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1);
}

export async function reader(index) {
  const grammar = await index.grammar();
  const literal = async (string) => ({ kind: "literal", strings: [string], places: await index.standing(elements(string)) });

  async function together(kind, strings) {
    const found = (await Promise.all(strings.map(literal))).filter((one) => one.places.length);
    return { kind, strings: found.flatMap((one) => one.strings), places: found.flatMap((one) => one.places) };
  }

  async function marked(kind, names) {
    const found = await Promise.all(names.map((name) => index.standing([`#${name}`])));
    return { kind, strings: [], said: names.filter((_, at) => found[at].length), places: found.flat() };
  }

  const addressed = (query) => marked("address", eids(query, grammar));
  const dated = (query) => marked("date", [day(query, grammar)].filter(Boolean));

  async function stemmed(word) {
    for (const stem of stems(word, grammar)) {
      const found = await literal(stem);
      if (found.places.length) return { ...found, kind: "stem" };
    }
    return null;
  }

  async function named(query) {
    const asked = elements(query);
    if (!asked.length || !asked.every((element) => LATIN.test(element))) return null;
    const terms = await index.terms();
    const name = asked.join(" ");
    const equal = terms.filter(([known]) => known === name);
    const wider = equal.length ? equal : terms.filter(([known]) => ` ${known} `.includes(` ${name} `));
    return together("name", [...new Set(wider.slice(0, NAMES).flatMap(([, strings]) => strings))]);
  }

  async function spelled(query) {
    const letters = elements(query).join("");
    if (!LATIN.test(letters) && !HANGUL.test(letters)) return null;
    const readings = await index.readings();
    const found = new Map();
    for (const way of syllables(letters, readings)) {
      for (const [string, places] of await index.spelled(way.map((one) => readings[one]))) found.set(string, places);
    }
    return { kind: "reading", strings: [...found.keys()], places: [...found.values()].flat() };
  }

  // What a word means by the first reading of it that stands anywhere; a Korean word by its Chinese characters only
  // beside other words, since by itself it is likelier another word.
  async function word(asked, hasOthers) {
    const ways = [literal, addressed, dated, stemmed, named, ...(hasOthers || !HANGUL.test(asked) ? [spelled] : [])];
    for (const way of ways) {
      const found = await way(asked);
      if (found?.places.length) return { ...found, asked };
    }
    return { kind: "nothing", asked, strings: [], places: [] };
  }

  // The meanings of a query: all of them must stand in a clause. `first` are places that come before all others.
  async function meanings(query) {
    const [whole, address] = await Promise.all([literal(query), addressed(query)]);
    if (whole.places.length || address.places.length) return { first: address, meant: [{ ...whole, asked: query }] };
    const words = wordsOf(query);
    for (const way of words.length > 1 ? [dated, named, spelled] : []) {
      const found = LATIN.test(elements(query).join("")) || way === dated ? await way(query) : null;
      if (found?.places.length) return { meant: [{ ...found, asked: query }] };
    }
    return { meant: await Promise.all(words.map((one) => word(one, words.length > 1))) };
  }

  // Strings near a word that stand somewhere: its longest pieces, the strings of its readings, similar names.
  async function nearest(asked) {
    const all = elements(asked);
    const found = [];
    for (let size = all.length - 1; size > 1 && !found.length; size -= 1) {
      for (let at = 0; at + size <= all.length && found.length < 3; at += 1) {
        if ((await index.standing(all.slice(at, at + size))).length) found.push(all.slice(at, at + size).join(LATIN.test(all[at]) ? " " : ""));
      }
    }
    const read = HANGUL.test(asked) ? (await spelled(asked))?.strings ?? [] : [];
    const name_ = all.join(" ");
    const similar = all.every((element) => LATIN.test(element)) ? (await index.terms()).filter(([name]) => distance(name, name_) <= DISTANCE).map(([name]) => name) : [];
    return [...new Set([...read, ...similar, ...found])].slice(0, 4);
  }

  return { meanings, word, nearest };
}

export const wordsOf = (query) => query.split(/[\s,\u3001\uff0c]+/u).filter((word) => elements(word).length);
