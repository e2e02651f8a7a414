// The theme adds to each code block a landmark without a name; readers of screens need one.
new MutationObserver(() => {
  const unnamed = document.querySelectorAll(".md-code__nav:not([aria-label])");
  const named = document.querySelectorAll(".md-code__nav[aria-label]").length;
  unnamed.forEach((nav, index) => nav.setAttribute("aria-label", `Code ${named + index + 1}`));
}).observe(document, { childList: true, subtree: true });
