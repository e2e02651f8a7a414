// On every page: the switch between light and dark.
(() => {
  "use strict";

  const button = document.querySelector(".scheme");
  const shown = () => document.body.dataset.mdColorScheme;

  function name() {
    const words = shown() === "slate" ? button.dataset.light : button.dataset.dark;
    button.title = words;
    button.ariaLabel = words;
  }

  function turn() {
    document.body.dataset.mdColorScheme = shown() === "slate" ? "default" : "slate";
    document.documentElement.dataset.scheme = shown();
    try { localStorage.setItem("diptych-scheme", shown()); } catch { /* a reader may forbid it */ }
    name();
  }

  if (!button) return;
  name();
  button.addEventListener("click", turn);
})();
