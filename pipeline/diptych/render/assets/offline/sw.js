// Keeps the site on a reader's device. BUILD is a digest of all that the lists have: path → SHA-256, first half. SHELL is
// the frame of every page, laid down at once; SEARCH is the search index and its scripts, laid down when the page has
// nothing to do, as are the pages of the work that is open. Everything else is kept once the reader has asked for it.
//
// Online, each page asks whether BUILD is still the one that is published. While it is, what is kept is shown. Once it
// is not, everything comes from the server, so that no page mixes two builds; the next worker lays down the new shell
// beside this one and takes over when no other page is open. Offline, what is kept is shown.
"use strict";

const BUILD = {build};
const KEPT = {kept}; // the parts that the publisher lets a device keep
const SHELL = {shell};
const SEARCH = {search};
const FILES = { ...SHELL, ...SEARCH };
const CLAUSE = new RegExp({clause_pattern}); // of a clause's permalink, from akn/iri.py

const SCOPE = registration.scope;
const NAME = `diptych ${SCOPE} ${BUILD}`;
const LIST = new URL("build.txt", SCOPE).href;
const AT_ONCE = 6;
const PATIENCE = 3000;
const TURNS = 10;
const PAUSE = 400;

// The address of a page is that of its folder; some servers redirect whoever asks for its index.html.
const address = (path) => SCOPE + encodeURI(path.replace(/(^|\/)index\.html$/, "$1"));
const listed = new Set(Object.keys(FILES).map(address));
const others = async () => (await caches.keys()).filter((name) => name.startsWith(`diptych ${SCOPE} `) && name !== NAME);

function plain(url) {
  const { origin, pathname } = new URL(url);
  try { return origin + encodeURI(decodeURI(pathname)); } catch { return origin + pathname; }
}

// The headers of an answer, its policy among them, without those of its way through the network.
function headersOf(answer) {
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length", "Transfer-Encoding"]) headers.delete(name);
  return headers;
}

// A file as the list has it, or null. The browser may have it from the page that is open.
async function answer(path, digest, options) {
  const url = new URL(address(path));
  if (options.cache) url.searchParams.set("v", digest);
  const got = await fetch(url, options);
  const bytes = await got.arrayBuffer();
  const sum = [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].slice(0, digest.length / 2);
  if (!got.ok || sum.map((byte) => byte.toString(16).padStart(2, "0")).join("") !== digest) return null;
  return new Response(bytes, { headers: headersOf(got) });
}

// A file as the list has it, or an error: a server that is being filled has files of two builds.
async function fetched(path, digest) {
  const got = await answer(path, digest, {}) ?? await answer(path, digest, { cache: "no-cache" });
  if (!got) throw new Error(path);
  return got;
}

async function lay(cache, [path, digest], older, alone) {
  const key = address(path);
  if (await cache.match(key)) return;
  const same = older.find(({ files }) => files[path] === digest);
  const laid = (await same?.cache.match(key)) ?? (alone ? null : await fetched(path, digest));
  if (laid) await cache.put(key, laid);
}

// What a reader had visited beside the list is fetched anew, as far as it still is there.
async function revisit(cache, { cache: old }) {
  for (const { url } of await old.keys()) {
    if (listed.has(url) || url === LIST || !(await old.match(url)).headers.get("Content-Type")?.includes("html")) continue;
    const answer = await fetch(url, { cache: "no-cache" }).catch(() => null);
    if (answer?.ok) await cache.put(url, answer);
  }
}

async function install() {
  const cache = await caches.open(NAME);
  const older = await Promise.all((await others()).map(async (name) => {
    const old = await caches.open(name);
    return { cache: old, files: await (await old.match(LIST))?.json() ?? {} };
  }));
  await layAll(cache, SHELL, older);
  const known = ([path, digest]) => older.some(({ files }) => files[path] === digest);
  await layAll(cache, Object.fromEntries(Object.entries(SEARCH).filter(known)), older, true);
  if (KEPT.includes("visited")) for (const one of older) await revisit(cache, one);
  await cache.put(LIST, new Response(JSON.stringify(FILES)));
}

// With `alone` only what an older build has.
async function layAll(cache, files, older, alone = false) {
  const rest = Object.entries(files);
  const hands = Array.from({ length: AT_ONCE }, async () => {
    while (rest.length) await lay(cache, rest.shift(), older, alone);
  });
  await Promise.all(hands);
}

// When the page has nothing to do: the other forms of the work that is open, and the search.
async function idle({ work, visited }) {
  if (!await (current ??= ask())) return;
  if (KEPT.includes("work")) for (const url of work) await visit(url);
  if (KEPT.includes("visited")) for (const url of visited) await visit(url);
  if (KEPT.includes("search")) await layAll(await caches.open(NAME), SEARCH, []);
}

async function activate() {
  for (const name of await others()) await caches.delete(name);
  await clients.claim();
}

let current = null;

// Whether BUILD is the one that is published, as far as the server answers in time.
async function ask() {
  try {
    const answer = await fetch(LIST, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    return !answer.ok || (await answer.text()).trim() === BUILD;
  } catch {
    return true;
  }
}

// A newer worker takes over once it is there and no page but the one that was opened depends on this one. That page has
// all it needs by then: a browser does not replace a worker that is at work.
async function giveWay(opened) {
  current ??= ask();
  for (let turn = 0; turn < TURNS && !await current; turn += 1) {
    const open = await clients.matchAll({ type: "window" });
    if (registration.waiting && open.every(({ id }) => id === opened)) {
      registration.waiting.postMessage("take over");
      return;
    }
    await new Promise((next) => setTimeout(next, PAUSE));
  }
}

const kept = async (url) => (await caches.open(NAME)).match(plain(url));

const store = async (url, answer) => (await caches.open(NAME)).put(plain(url), answer);

// What the server has, kept if the reader may want it again: a page or file that was asked for, a part of the search.
async function fromServer(request, options) {
  const got = await fetch(request, options);
  const again = request.mode === "navigate" ? KEPT.includes("visited")
    : KEPT.includes("search") && plain(request.url).startsWith(`${SCOPE}search/`);
  if (got.ok && !got.redirected && again && !listed.has(plain(request.url))) await store(request.url, got.clone());
  return got;
}

async function visit(url) {
  if (!url.startsWith(SCOPE) || await kept(url)) return;
  const got = await fetch(url).catch(() => null);
  if (got?.ok) await store(url, got);
}

// Offline, an address that is not kept: the clause on the page that has it, else a page that says so.
async function elsewhere(url) {
  const [, , folder, eid] = CLAUSE.exec(plain(url)) ?? [];
  const page = folder && await (await kept(`${folder}/`))?.text();
  if (page?.includes(`data-eid="${decodeURI(eid)}"`)) return Response.redirect(`${folder}/#${eid}`, 302);
  if (!url.endsWith("/") && await kept(`${plain(url)}/`)) return Response.redirect(`${plain(url)}/`, 302);
  const said = await kept(address("offline.html"));
  return new Response(await said.blob(), { status: 503, headers: said.headers });
}

async function answered(request) {
  const navigates = request.mode === "navigate";
  if (navigates || current === null) current = ask();
  const stale = !await current;
  const mine = await kept(request.url);
  if (mine && !stale && listed.has(plain(request.url))) return mine;
  try {
    // A browser may hold what it got from the last build.
    const answer = await fromServer(request, stale ? { cache: "no-cache" } : {});
    return answer.status === 404 && mine ? mine : answer;
  } catch (error) {
    if (mine) return mine;
    if (navigates) return elsewhere(request.url);
    throw error;
  }
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const { method, url, headers } = event.request;
  if (method === "GET" && url.startsWith(SCOPE) && plain(url) !== LIST && !headers.has("Range")) event.respondWith(answered(event.request));
});
addEventListener("message", (event) => {
  if (event.data === "take over") skipWaiting();
  if (event.data.opened) event.waitUntil(giveWay(event.source.id));
  if (event.data.idle) event.waitUntil(idle(event.data.idle).catch(() => {}));
});
