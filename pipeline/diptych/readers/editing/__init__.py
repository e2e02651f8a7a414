"""Draft + editorial entries + term base → Draft with emendations, supplied parts, notes and inline marks."""
