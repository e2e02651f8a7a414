"""Clauses that are not paired → entries `[[pair]]` that an editor may take over, with the words that link them."""
