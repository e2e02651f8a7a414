"""What schema/ says of languages and countries: numerals, labels, wording, words that mean the same."""
