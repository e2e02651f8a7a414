// On a work's page: the reader shows or hides the editor's emendations, the marks of notes and the links of terms.
(() => {
  "use strict";

  const root = document.documentElement;
  const boxes = [...document.querySelectorAll(".shown input")];
  const shown = () => root.dataset.marks.split(" ");

  // A link that is not shown is no stop of the keyboard.
  function stops() {
    const tab = shown().includes("terms") ? null : "-1";
    for (const link of document.querySelectorAll(".akn a.term")) {
      if (tab) link.setAttribute("tabindex", tab); else link.removeAttribute("tabindex");
    }
  }

  function change() {
    diptych.hold(() => {
      root.dataset.marks = boxes.filter((box) => box.checked).map((box) => box.value).join(" ");
    });
    stops();
    try { localStorage.setItem("diptych-marks", root.dataset.marks); } catch { /* a reader may forbid it */ }
  }

  for (const box of boxes) {
    box.checked = shown().includes(box.value);
    box.addEventListener("change", change);
  }
  if (!shown().includes("terms")) stops();
})();
