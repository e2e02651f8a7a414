// On every page: the site is kept on the reader's device by a service worker, unless the reader is saving data.
(() => {
  "use strict";

  const manifest = document.querySelector("link[rel=manifest]");
  if (!manifest || !navigator.serviceWorker || navigator.connection?.saveData) return;

  async function keep() {
    const kept = await navigator.serviceWorker.register(new URL("sw.js", manifest.href), { updateViaCache: "none" });
    if (navigator.serviceWorker.controller) kept.update().catch(() => {});
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ opened: true });
    const forms = [...document.querySelectorAll(".views a, .interfaces a")].map((link) => link.href.split("#")[0]);
    const data = document.querySelector("dialog.cite")?.dataset.source;
    if (document.querySelector(".views")) active.postMessage({ visited: [...forms, new URL(data, location.href).href] });
  }

  const idle = globalThis.requestIdleCallback ?? setTimeout;
  addEventListener("load", () => idle(() => keep().catch(() => {})));
})();
