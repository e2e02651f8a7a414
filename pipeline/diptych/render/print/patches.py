"""The list of patches: changes to libraries from outside, with their reasons and the library code they rely on.

A change of that code or of its behaviour fails a canary in tests/render/print/test_patches.py. The message of the
canary names the library and its version. Then the patch is to be adapted, or removed if upstream no longer needs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Patch:
    """A subclass, a replaced method or an edited result of a library, in a module of this package.

    `reason` is the behaviour of the library without the patch; `issues` are upstream reports of it. `sources` has the
    functions that the patch overrides or relies on, each with the first 12 hex digits of the SHA-256 of its source.
    The digests are those of `version`.
    """

    name: str
    module: str
    reason: str
    sources: Mapping[str, str]
    issues: tuple[str, ...] = ()
    library: str = "weasyprint"
    version: str = "70.0"


PATCHES: Final = (
    Patch("justified lines", "render/print/pdf_lines.py",
          "Lines are filled by their word spaces only, and lines of Chinese have few or none.",
          {"weasyprint.text.line_break:Layout.set_text": "43fa801476cb",
           "weasyprint.text.line_break:Layout.reactivate": "3d5afe839d75",
           "weasyprint.layout.inline:add_word_spacing": "9a16bf0652cc"}),
    Patch("halved marks", "render/print/pdf_marks.py",
          "Two full-width marks beside each other leave a gap of an em: `text-spacing-trim` is ignored.",
          {"weasyprint.text.line_break:Layout.set_text": "43fa801476cb",
           "weasyprint.text.line_break:Layout.setup": "34ac4563461e",
           "weasyprint.text.line_break:create_layout": "5d4b11726a68"}),
    Patch("even base lines", "render/print/pdf_lines.py",
          "Lines of cells with different fonts are on different base lines, or their row is not divided between pages.",
          {"weasyprint.layout.table:table_layout": "09a10bccbad2"}),
    Patch("grid of base lines", "render/print/pdf_grid.py",
          "Lines of one height have base lines at different places if their fonts or sizes differ: no `line-grid`.",
          {"weasyprint.layout.inline:line_box_verticality": "ece07952f8c3"}),
    Patch("line-end spaces", "render/print/pdf_spaces.py",
          "The space at which a line breaks is removed, so that readers of the PDF join the words beside it.",
          {"weasyprint.layout.inline:split_text_box": "eb75c8b916af",
           "weasyprint.layout.inline:remove_last_whitespace": "11a0d76c1ad3",
           "weasyprint.text.line_break:Layout.reactivate": "3d5afe839d75"}),
    Patch("fixed notes", "render/print/pdf_notes.py", "A footnote can be moved to the page after its mark.",
          {"weasyprint.layout:LayoutContext.__init__": "d081b4ebb00a",
           "weasyprint.layout:LayoutContext._update_footnote_area": "c997af7bd4e1",
           "weasyprint.layout.block:_linebox_layout": "2edf8a7e471b",
           "weasyprint.document:Document._build_layout_context": "ce1558849e71"}, ("Kozea/WeasyPrint#2432",)),
    Patch("divided rows", "render/print/pdf_notes.py",
          "A row of cells moves to the next page if notes of a later cell take the room of an earlier one.",
          {"weasyprint.layout.table:table_layout": "09a10bccbad2",
           "weasyprint.layout.block:block_level_layout_switch": "ed614e4c9d87",
           "weasyprint.layout:LayoutContext.layout_footnote": "80afe0f12ec7",
           "weasyprint.layout:LayoutContext.unlayout_footnote": "10b0dbf3c61f"}),
    Patch("ranges of units", "render/print/pdf_notes.py",
          "A running head can show the first and the last string of a page, even if they are equal.",
          {"weasyprint.layout:LayoutContext.get_string_set_for": "c95610921ad9",
           "weasyprint.layout:LayoutContext.get_string_or_element_for": "a088244128e7"}),
    Patch("packed fonts", "render/print/pdf_fonts.py",
          "An embedded font has an empty glyph for each unused glyph, and each font file is copied.",
          {"weasyprint.pdf.fonts:Font.__init__": "70ea9494afaa", "weasyprint.pdf.fonts:Font.subset": "e0eb0ac08f81",
           "weasyprint.pdf.fonts:build_fonts_dictionary": "934910c919b5",
           "weasyprint.pdf.stream:Stream.add_font": "d4dd950c3078"}),
    Patch("painted pages", "render/print/pdf.py",
          "Furniture is not an artifact, and a painted page does not keep the origin of its marked content.",
          {"weasyprint.document:Page.__init__": "3ff772c446e5", "weasyprint.document:Page.paint": "1997408aaa6f",
           "weasyprint.pdf.stream:Stream.marked": "db0b0ade8990"}, ("Kozea/WeasyPrint#1836",)),
    Patch("tag tree", "render/print/pdf_tags.py", "An element on two pages has two tags, and no tag has a language.",
          {"weasyprint.pdf.tags:add_tags": "74d331d78a01"}, ("Kozea/WeasyPrint#2903", "Kozea/WeasyPrint#2482")),
    Patch("page references", "render/print/pdf_tags.py", "The page objects are listed as parts of references only.",
          {"pydyf:PDF.add_page": "619ea29ee4dc"}, library="pydyf", version="0.13.0"),
    Patch("parsed HTML", "render/print/pdf.py",
          "HTML is parsed from text only, with a fixed user agent style sheet that costs more than the text.",
          {"weasyprint:HTML.__init__": "a80b23bd5891", "weasyprint:HTML._ua_stylesheets": "0a7aed806569"}),
    Patch("shared styles", "render/print/pdf.py",
          "An element with an id or a language, and all elements in it, have computed styles of their own.",
          {"weasyprint.css:find_style_attributes": "dfa48981e1d5"}),
    Patch("metadata", "render/print/pdf.py",
          "The metadata claim one standard, and their RDF names no Work and no date of issue.",
          {"weasyprint.pdf.metadata:DocumentMetadata.include_in_pdf": "2d6a3cbf0e46",
           "weasyprint.pdf.metadata:DocumentMetadata.generate_rdf_metadata": "2932fd5aca77"},
          ("Kozea/WeasyPrint#2574", "Kozea/WeasyPrint#2783")),
    Patch("associated files", "render/print/pdf.py", "Each attachment is listed twice.",
          {"weasyprint.pdf.pdfa:pdfa": "1dabfe6b2194"}, ("Kozea/WeasyPrint#2917",)),
    Patch("glyphs of text", "render/print/formula_fonts.py",
          "A formula shows an empty box for each character that the math font lacks: it has no text fonts.",
          {"ziamath.mathfont:MathFont.findglyph": "6c455a670431",
           "ziafont.font:Font.glyph_fromid": "8e9697fddc52",
           "ziafont.glyph:SimpleGlyph.svgpath": "ef89d30054ed",
           "ziamath.nodes.mnumber:Mtext._setup": "615676a0da98"},
          library="ziamath", version="0.13"),
    Patch("style queries", "citations/processor.py",
          "The same questions about a style are answered anew for each citation.",
          {"citeproc.model:CitationStylesElement.xpath_search": "42d562faabbc",
           "citeproc.model:CitationStylesElement.get_root": "915502d7837d"}, library="citeproc-py", version="0.11.1"),
)
"""All patches. A new patch needs an entry here and a canary of the same name."""
