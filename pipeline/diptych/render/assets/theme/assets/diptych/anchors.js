// On a work's page: a fragment whose clause stands elsewhere now goes where the page of its address says.
(() => {
  "use strict";

  // Who arrives from another site may mean a clause that stood here before; the site's own links mean this one.
  const arrived = !document.referrer.startsWith(`${location.origin}/`);

  // A copy without a server cannot ask whether there is a page.
  if (location.protocol === "file:") return;

  async function find(mayBeOld) {
    const eid = decodeURIComponent(location.hash.slice(1));
    const folder = document.querySelector("dialog.cite")?.dataset.addresses;
    const named = document.getElementById(eid);
    const there = named?.classList.contains("earlier") ? null : named;
    if (!eid || eid.startsWith("quote:") || !folder || (there && !(mayBeOld && there.dataset.eid))) return;
    const address = new URL(`${diptych.ending(encodeURIComponent(eid))}/`, new URL(folder, location));
    const answer = await fetch(address);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const goes = page.querySelector("meta[http-equiv=refresh]");
    if (there && goes) return;
    const now = goes?.content.split("#")[1];
    if (now && document.getElementById(decodeURIComponent(now))) location.replace(`#${now}`);
    else location.replace(address);
  }

  addEventListener("hashchange", () => { find(false).catch(() => {}); });
  find(arrived).catch(() => {});
})();
