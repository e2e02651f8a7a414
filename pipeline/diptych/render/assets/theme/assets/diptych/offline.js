// On every page: the frame of the site is kept on the reader's device by a service worker, unless the reader is saving
// data; then, when the page has nothing to do, the pages of the work that is open, and the search.
(() => {
  "use strict";

  const manifest = document.querySelector("link[rel=manifest]");
  if (!manifest || !navigator.serviceWorker) return;
  const idle = globalThis.requestIdleCallback ?? setTimeout;
  const worker = new URL("sw.js", manifest.href);

  // The publisher lets nothing be kept: what an earlier build kept goes.
  async function forget() {
    const kept = await navigator.serviceWorker.getRegistration(worker);
    if (kept?.active?.scriptURL === worker.href) await kept.update();
  }

  function asked() {
    const here = location.href.split("#")[0];
    const forms = [...document.querySelectorAll(".views a, .interfaces a")].map((link) => link.href.split(/[?#]/)[0]);
    const data = document.querySelector("dialog.cite")?.dataset.source;
    const work = document.querySelector(".views") ? [here, ...forms, new URL(data, here).href] : [];
    return { work, visited: [here, document.querySelector(".site-name").href] };
  }

  async function keep() {
    const kept = await navigator.serviceWorker.register(worker, { updateViaCache: "none" });
    if (navigator.serviceWorker.controller) kept.update().catch(() => {});
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ opened: true });
    idle(() => active.postMessage({ idle: asked() }));
  }

  const saving = navigator.connection?.saveData;
  const nothing = "nothingKept" in manifest.dataset;
  if (saving && !nothing) return;
  addEventListener("load", () => idle(() => (nothing ? forget() : keep()).catch(() => {})));
})();
