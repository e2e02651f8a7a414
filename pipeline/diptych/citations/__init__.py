"""A document and a style → a citation, by CSL and the words of schema/citations."""
