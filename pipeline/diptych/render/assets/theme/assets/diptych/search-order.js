// The clauses of a query in the order in which they are shown: by what of them it names, rarer words first, newest first,
// those of a work together.
import { places } from "./search-key.js";

const LEVELS = [0.5, 1, 2, 4];
const FIRST = 100;
const WHOLE = 0.25;
const READ = 4;
const LETTER = /[\p{L}\p{N}]/u;

const weight = (count) => 1 / Math.log2(2 + count);

// The clauses that have each meaning, or any of them: of a unit in several languages the text that has most of it.
function joined(found, strings, needed) {
  const units = new Map();
  for (const [meaning, clauses] of found.entries()) {
    const rarity = weight(clauses.length);
    for (const clause of clauses) {
      const unit = units.get(clause.unit) ?? { meanings: new Set(), texts: new Map() };
      unit.meanings.add(meaning);
      const text = unit.texts.get(clause.first) ?? { ...clause, score: 0 };
      text.score += rarity * LEVELS[clause.level];
      unit.texts.set(clause.first, text);
      units.set(clause.unit, unit);
    }
  }
  const chosen = [...units.values()].filter((unit) => unit.meanings.size >= needed);
  return chosen.map((unit) => {
    const [best] = [...unit.texts.values()].sort((a, b) => b.score - a.score);
    const score = [...unit.texts.values()].reduce((sum, text) => sum + text.score, 0);
    return { ...best, score, strings };
  });
}

function grouped(hits) {
  const works = Map.groupBy ? Map.groupBy(hits, (hit) => hit.work) : hits.reduce((map, hit) => map.set(hit.work, [...(map.get(hit.work) ?? []), hit]), new Map());
  const best = (group) => Math.max(...group.map((hit) => hit.score));
  return [...works.values()].map((group) => group.sort((a, b) => b.score - a.score))
    .sort((a, b) => best(b) - best(a) || b[0].date.localeCompare(a[0].date));
}

// Whether a string begins with a word of the text.
function beginsWord(line, strings) {
  return places(line, strings).some(([start]) => !start || !LETTER.test(line[start - 1]));
}

// The first works again, in which clauses come first that have whole words.
async function refined(groups, index) {
  const head = await Promise.all(groups.slice(0, READ).map((group) => Promise.all(group.map(async (hit) => {
    const lines = await index.linesOf(hit);
    return lines.some((line) => beginsWord(line, hit.strings)) ? { ...hit, score: hit.score * (1 + WHOLE) } : hit;
  }))));
  return [...grouped(head.flat()), ...groups.slice(READ)];
}

// The clauses of some meanings, in groups by work. `isAny`: clauses with any of them count, else only those with all.
export async function ordered(index, { first, meant }, wanted, isAny) {
  const strings = [...new Set(meant.flatMap((one) => one.strings))];
  const found = meant.map((one) => index.clausesAt(one.places, wanted));
  const single = found.length === 1;
  const hits = single ? found[0].map((clause) => ({ ...clause, score: LEVELS[clause.level], strings }))
    : joined(found, strings, isAny ? 1 : meant.length);
  const named = first ? index.clausesAt(first.places, wanted) : [];
  const units = new Map(named.map((clause) => [clause.unit, clause]));
  for (const hit of hits) if (units.has(hit.unit)) hit.score += FIRST;
  const known = new Set(hits.map((hit) => hit.unit));
  const added = [...units.values()].filter((clause) => !known.has(clause.unit)).map((clause) => ({ ...clause, score: FIRST, strings }));
  return refined(grouped([...added, ...hits]), index);
}
