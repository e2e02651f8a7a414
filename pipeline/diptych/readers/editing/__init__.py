"""The editor's hand on a Draft: emendations, supplied parts, notes, inline marks."""
