// Titles, headings and contents in Chinese and Japanese: no line ends inside a word. A page has places to break behind
// phrases, and between the characters of long ones (render/html/title_breaks.py), of which it knows no words. Here those
// inside a word are taken out, by the dictionary of the browser.
(() => {
  "use strict";

  const TITLES = ".toc a > span, .contents a > span, .akn-headline, .akn-docTitle, .work-title span";
  // Titles of which the words are looked up in one idle moment; more of them delay an answer on a slow phone.
  const SLICE = 40;
  const idle = globalThis.requestIdleCallback ?? ((task) => setTimeout(task, 100));
  const segmenters = new Map();

  function segmenter(tag) {
    if (!segmenters.has(tag)) segmenters.set(tag, new Intl.Segmenter(tag, { granularity: "word" }));
    return segmenters.get(tag);
  }

  function hold(title) {
    const walker = document.createTreeWalker(title, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    const breaks = [];
    let text = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) text += node.data;
      else if (node.localName === "wbr") breaks.push([text.length, node]);
    }
    const tag = title.closest("[lang]").lang;
    const starts = new Set([...segmenter(tag).segment(text)].map((word) => word.index));
    for (const [place, element] of breaks) if (!starts.has(place)) element.remove();
  }

  if (!Intl.Segmenter) return;
  const titles = [...document.querySelectorAll(TITLES)].filter((title) => title.querySelector("wbr"));

  function next() {
    for (const title of titles.splice(0, SLICE)) hold(title);
    if (titles.length) idle(next);
  }

  if (titles.length) next();
})();
