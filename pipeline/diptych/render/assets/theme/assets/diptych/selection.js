// On a work's page: what a reader selects and copies is the text of the law, and a selection stays in its column.
// The page's own marks, such as deleted letters, marks of notes and links to clauses, are left out of every copy.
(() => {
  "use strict";

  const article = document.querySelector("article.akn");
  const BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, caption, td, th";
  const ADDED = "del.akn-editorial, .akn-noteRef, .akn-supplied, .akn-absent, .clause-tools, .screen-only, .unseen, .earlier";
  const KEPT = new Set(["A", "B", "BR", "EM", "I", "STRONG", "SUB", "SUP", "U"]);

  // An element of the page as an element of the copy; what only the page needs becomes its own content.
  function cleaned(node) {
    for (const child of [...node.childNodes]) {
      if (child.nodeType === Node.TEXT_NODE) child.data = child.data.replace(/\s+/g, " ");
      else if (child.nodeType !== Node.ELEMENT_NODE || child.matches(ADDED)) child.remove();
      else if (child.matches(".akn-codepoint")) child.replaceWith(character(child.textContent));
      else child.replaceWith(shell(child, cleaned(child)));
    }
    return node;
  }

  const character = (name) => String.fromCodePoint(parseInt(name.slice(2), 16));

  function shell(element, content) {
    const made = KEPT.has(element.tagName) && !element.matches(".term")
      ? document.createElement(element.tagName) : document.createDocumentFragment();
    if (element.href && made.tagName) made.setAttribute("href", element.href);
    made.append(...content.childNodes);
    return made;
  }

  // The part of a block that a range selects, without what the page adds.
  function part(block, range) {
    const inside = document.createRange();
    inside.selectNodeContents(block);
    if (range && range.compareBoundaryPoints(Range.START_TO_START, inside) > 0) inside.setStart(range.startContainer, range.startOffset);
    if (range && range.compareBoundaryPoints(Range.END_TO_END, inside) < 0) inside.setEnd(range.endContainer, range.endOffset);
    // A range that begins inside a mark of the page clones the mark's content without the mark.
    const around = [inside.startContainer, inside.endContainer].map((node) => (node.parentElement ?? block).closest(ADDED));
    if (around[0] && block.contains(around[0])) inside.setStartAfter(around[0]);
    if (around[1] && block.contains(around[1]) && !inside.collapsed) inside.setEndBefore(around[1]);
    return cleaned(inside.cloneContents());
  }

  function trimmed(content) {
    const texts = [];
    const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode);
    let open = true;
    for (const text of texts) {
      if (open) text.data = text.data.replace(/^ /, "");
      if (text.data) open = text.data.endsWith(" ");
    }
    for (const text of texts.reverse()) {
      text.data = text.data.replace(/ $/, "");
      if (text.data) break;
    }
    return content;
  }

  const language = (block) => block.closest("[lang]")?.lang ?? "";

  // A heading that begins a line of text is on that line in the copy too, with the space between them.
  function opens(line, next) {
    const unit = line.block.parentElement;
    return next && line.block.matches(".akn-headline") && unit.matches(".akn-run-in") && unit.contains(next.block)
      ? /^\s/.test(line.block.nextSibling?.data ?? "") ? " " : "" : null;
  }

  function lines(blocks, range) {
    const innermost = blocks.filter((block) => !block.querySelector(BLOCKS) && !block.closest(ADDED));
    const found = innermost.map((block) => ({ block, content: trimmed(part(block, range)) })).filter(({ content }) => content.textContent);
    return found.reduceRight((later, line) => {
      const gap = opens(line, later[0]);
      if (gap === null) return [line, ...later];
      line.content.append(gap, ...later[0].content.childNodes);
      return [line, ...later.slice(1)];
    }, []);
  }

  const row = (line) => line.block.matches("td, th") && line.block.parentElement;

  function plain(found) {
    return found.map((line, at) => (at ? row(line) && row(line) === row(found[at - 1]) ? "\t" : "\n" : "") + line.content.textContent).join("");
  }

  function html(found) {
    const holder = document.createElement("div");
    const made = new Map();
    for (const line of found) {
      const name = row(line) ? line.block.localName : line.block.matches("h1, h2, h3, h4, h5, h6") ? line.block.localName : "p";
      const block = document.createElement(name);
      block.lang = language(line.block);
      block.append(line.content.cloneNode(true));
      let parent = holder;
      if (row(line)) {
        const table = line.block.closest("table");
        if (!made.has(table)) made.set(table, holder.appendChild(document.createElement("table")));
        if (!made.has(row(line))) made.set(row(line), made.get(table).appendChild(document.createElement("tr")));
        parent = made.get(row(line));
      }
      parent.append(block);
    }
    return holder.innerHTML;
  }

  // The clean text of elements, or of what a range selects in them: as plain text and as HTML.
  function clean(elements, range = null) {
    const blocks = elements.flatMap((element) => {
      const inside = [...element.querySelectorAll(BLOCKS)];
      return element.matches(BLOCKS) || !inside.length ? [element, ...inside] : inside;
    });
    const found = lines(range ? blocks.filter((block) => range.intersectsNode(block)) : blocks, range);
    return { plain: plain(found), html: html(found) };
  }

  // To the clipboard, in both forms where the browser can.
  async function give({ plain, html }) {
    if (!html || !globalThis.ClipboardItem) return navigator.clipboard.writeText(plain);
    const forms = { "text/plain": plain, "text/html": html };
    const blobs = Object.entries(forms).map(([type, words]) => [type, new Blob([words], { type })]);
    return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  }

  Object.assign(diptych, { clean, give });
  if (!article) return;

  const cellOf = (node) => (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.closest(".akn-cell") ?? null;
  const columnOf = (cell) => (cell ? [...cell.parentElement.children].indexOf(cell) + 1 : 0);
  let begun = null;

  // The column to which a selection belongs: that in which it was begun or that of both its ends; 0 for all.
  function column(selection) {
    const ends = [selection.anchorNode, selection.focusNode].map(cellOf).map(columnOf);
    const held = Number(article.dataset.selecting ?? 0);
    return held && ends[0] === held ? held : ends[0] === ends[1] ? ends[0] : 0;
  }

  // In a column that cannot be selected no selection would start.
  document.addEventListener("pointerdown", () => { delete article.dataset.selecting; }, true);
  document.addEventListener("selectstart", (event) => {
    begun = cellOf(event.target);
    delete article.dataset.selecting;
  });

  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (!begun || article.dataset.selecting || selection.isCollapsed) return;
    if (cellOf(selection.anchorNode) === begun && !begun.contains(selection.focusNode)) article.dataset.selecting = columnOf(begun);
  });

  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    const range = selection.rangeCount ? selection.getRangeAt(0) : null;
    if (!range || range.collapsed || !range.intersectsNode(article)) return;
    const only = column(selection);
    const shown = [...article.querySelectorAll(".akn-cell")].filter((cell) => (only ? columnOf(cell) === only : cell.offsetParent));
    const text = article.matches(".akn-parallel") ? shown : [...article.children].filter((child) => !child.matches(".akn-notes"));
    // Who selects notes alone gets them.
    const copied = [text, [...article.querySelectorAll(".akn-notes")]].map((elements) => clean(elements, range)).find((forms) => forms.plain);
    if (!copied) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", copied.plain);
    event.clipboardData.setData("text/html", copied.html);
  });
})();
