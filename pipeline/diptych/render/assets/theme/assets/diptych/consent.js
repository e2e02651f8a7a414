// On every page of a site that counts its visits: nothing is loaded and nothing counted before the reader allows it.
(() => {
  "use strict";

  const KEY = "diptych-consent";
  const dialog = document.querySelector("dialog.consent");
  const again = document.querySelector(".consent-open");
  if (!dialog) return;

  function chosen() {
    try { return localStorage.getItem(KEY); } catch { return "no"; } // who forbids storage is not asked on each page
  }

  // A script in a template does not run, nor does a copy of it; a new one does.
  function count() {
    const template = document.querySelector("template.analytics");
    if (!template) return;
    for (const node of template.content.cloneNode(true).children) {
      if (node.localName !== "script") { document.body.append(node); continue; }
      const script = document.createElement("script");
      for (const { name, value } of node.attributes) script.setAttribute(name, value);
      script.text = node.text;
      document.body.append(script);
    }
    template.remove();
  }

  function choose(answer) {
    try { localStorage.setItem(KEY, answer); } catch { /* a reader may forbid it */ }
    dialog.close();
    if (answer === "yes") count();
  }

  for (const button of dialog.querySelectorAll("[data-consent]")) {
    button.addEventListener("click", () => choose(button.dataset.consent));
  }
  again.hidden = false;
  again.addEventListener("click", () => dialog.show());
  if (chosen() === "yes") count();
  else if (chosen() === null) dialog.show();
})();
