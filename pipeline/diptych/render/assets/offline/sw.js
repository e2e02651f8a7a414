// Keeps the site on a reader's device. BUILD is a digest of all that FILES lists: path → SHA-256, first half.
//
// Online, each page asks whether BUILD is still the one that is published. While it is, what is kept is shown. Once it
// is not, everything comes from the server, so that no page mixes two builds; the next worker lays down the new one
// beside this one and takes over when no other page is open. Offline, what is kept is shown: one build, whole.
"use strict";

const BUILD = {build};
const WHOLE = {whole};
const FILES = {files};
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

// A file as the list has it, or an error: a server that is being filled has files of two builds.
async function fetched(path, digest) {
  const url = new URL(address(path));
  url.searchParams.set("v", digest);
  const answer = await fetch(url, { cache: "no-cache" });
  const bytes = await answer.arrayBuffer();
  const sum = [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].slice(0, digest.length / 2);
  if (!answer.ok || sum.map((byte) => byte.toString(16).padStart(2, "0")).join("") !== digest) throw new Error(path);
  return new Response(bytes, { headers: { "Content-Type": answer.headers.get("Content-Type") ?? "" } });
}

async function lay(cache, [path, digest], older) {
  const key = address(path);
  if (await cache.match(key)) return;
  const same = older.find(({ files }) => files[path] === digest);
  await cache.put(key, (await same?.cache.match(key)) ?? await fetched(path, digest));
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
  const rest = Object.entries(FILES);
  const hands = Array.from({ length: AT_ONCE }, async () => {
    while (rest.length) await lay(cache, rest.shift(), older);
  });
  await Promise.all(hands);
  for (const one of older) await revisit(cache, one);
  await cache.put(LIST, new Response(JSON.stringify(FILES)));
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

// What the server has, kept if a reader may want it again: a page, or a part of the search index.
async function fromServer(request, options) {
  const answer = await fetch(request, options);
  const again = request.mode === "navigate" || plain(request.url).startsWith(`${SCOPE}search/`);
  if (answer.ok && !answer.redirected && again && !listed.has(plain(request.url))) await store(request.url, answer.clone());
  return answer;
}

async function visit(url) {
  if (!url.startsWith(SCOPE) || await kept(url)) return;
  const answer = await fetch(url).catch(() => null);
  if (answer?.ok) await store(url, answer);
}

// Offline, an address that is not kept: the clause on the page that has it, else a page that says so.
async function elsewhere(url) {
  const [, , folder, eid] = CLAUSE.exec(plain(url)) ?? [];
  const page = folder && await (await kept(`${folder}/`))?.text();
  if (page?.includes(`data-eid="${decodeURI(eid)}"`)) return Response.redirect(`${folder}/#${eid}`, 302);
  if (!url.endsWith("/") && await kept(`${plain(url)}/`)) return Response.redirect(`${plain(url)}/`, 302);
  const said = await kept(address(WHOLE ? "404.html" : "offline.html"));
  return new Response(await said.blob(), { status: WHOLE ? 404 : 503, headers: said.headers });
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
  // The other forms of a work that is being read.
  if (event.data.visited && !WHOLE) event.waitUntil(Promise.all(event.data.visited.map(visit)));
});
