// In the place of the worker of a site whose publisher lets a device keep nothing: takes away what an earlier one kept.
"use strict";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith(`diptych ${registration.scope} `)) await caches.delete(name);
  }
  await registration.unregister();
})()));
