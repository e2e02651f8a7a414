"""Web pages → paragraphs: the text without navigation, its tables, lists and notes, and an account of the rest."""
