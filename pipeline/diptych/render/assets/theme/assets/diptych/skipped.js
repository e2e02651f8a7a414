// On a page with many clauses: contents far from the window are skipped (CSS Containment), so that what a reader does is
// answered before they are laid out. A browser remembers heights that it has seen; until then it estimates them.
(() => {
  "use strict";

  const root = document.documentElement;
  const units = [...document.querySelectorAll(".akn-later, .akn-soon")];
  // Units of which the heights are taken in one idle moment; more of them delay an answer on a slow phone.
  const SLICE = 6;
  // Whether the browser holds the text in place while heights before it change.
  const HOLDS = CSS.supports("overflow-anchor", "auto");
  const idle = globalThis.requestIdleCallback ?? ((task) => setTimeout(task, 100));
  const painted = (task) => requestAnimationFrame(() => requestAnimationFrame(() => idle(task)));
  let known = 0;
  let pass = 0;
  // The place of a link, from which the reader has not gone: units before it move it.
  let held = null;

  function measure(own) {
    if (own !== pass || known >= units.length) return;
    const slice = units.slice(known, known + SLICE);
    for (const unit of slice) unit.classList.add("measured");
    painted(() => {
      for (const unit of slice) unit.classList.remove("measured");
      if (held && Math.abs(held.getBoundingClientRect().top) < innerHeight) held.scrollIntoView();
      if (own !== pass) return;
      known += SLICE;
      measure(own);
    });
  }

  // Heights are others now: they are taken anew, a few at a time.
  function estimate() {
    known = 0;
    pass += 1;
    const own = pass;
    painted(() => measure(own));
  }

  function skip() {
    root.dataset.skipping = "";
  }

  // All heights at once.
  function settle() {
    if (known >= units.length) return;
    known = units.length;
    pass += 1;
    delete root.dataset.skipping;
    painted(skip);
  }

  function landed() {
    const place = document.querySelector(":target");
    if (!place || known >= units.length) return;
    if (!HOLDS) settle();
    // Who goes back in the history comes to where he was, which may be far from there.
    if (Math.abs(place.getBoundingClientRect().top) > 3 * innerHeight) return;
    place.scrollIntoView();
    held = place;
  }

  function release() {
    held = null;
  }

  // Who drags the thumb of the scroll bar goes through the page by its height: no height may change meanwhile.
  function grasped(event) {
    if (event.clientX >= root.clientWidth) settle();
  }

  let width = innerWidth;

  function resized() {
    if (innerWidth === width) return;
    width = innerWidth;
    estimate();
  }

  if (!units.length) return;
  for (const moment of ["wheel", "touchmove", "scroll"]) {
    if (!HOLDS) addEventListener(moment, settle, { capture: true, passive: true });
  }
  for (const moment of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    addEventListener(moment, release, { capture: true, passive: true });
  }
  addEventListener("pointerdown", grasped, { capture: true, passive: true });
  addEventListener("hashchange", landed);
  addEventListener("resize", resized);
  document.addEventListener("diptych-heights", estimate);
  if ("skipping" in root.dataset) addEventListener("load", estimate);
  else {
    known = units.length;
    addEventListener("load", () => painted(skip));
  }
})();
