// On a page of a work with several versions: a day chosen leads to the last version dated on or before it.
(() => {
  "use strict";

  for (const form of document.querySelectorAll(".version-on")) {
    const links = [...form.parentElement.querySelectorAll("[data-version]")];
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const day = form.querySelector("input").value;
      const link = links.findLast((one) => one.dataset.version <= day);
      form.querySelector("[role=status]").textContent = link ? "" : form.dataset.none;
      if (link) location.assign(link.href);
    });
  }
})();
