"""Markdown → paragraphs: headings, emphasis, lists, tables and notes without their marks."""
