"""Lines → the Draft: front matter, units by their labels, headings, closing paragraphs."""
