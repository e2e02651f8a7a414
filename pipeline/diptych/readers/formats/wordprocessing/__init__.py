"""The parts of a Word document (WordprocessingML, ECMA-376): styles, lists, paragraphs, tables, notes."""
