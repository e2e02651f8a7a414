// On a work's page: a fragment that names no clause any more goes where the page of its address says.
(() => {
  "use strict";

  async function find() {
    const eid = decodeURIComponent(location.hash.slice(1));
    const text = document.querySelector(".views li:nth-child(2) a");
    if (!eid || !text || document.getElementById(eid)) return;
    const address = new URL(`../~${encodeURIComponent(eid)}/`, text.href);
    const answer = await fetch(address);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const hash = page.querySelector("meta[http-equiv=refresh]")?.content.split("#")[1];
    if (hash && document.getElementById(decodeURIComponent(hash))) location.replace(`#${hash}`);
    else location.replace(address);
  }

  addEventListener("hashchange", () => { find().catch(() => {}); });
  find().catch(() => {});
})();
