"""Languages and countries as schema/ describes them: numerals, labels, wording, words with the same meaning."""
