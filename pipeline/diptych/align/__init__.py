"""Two texts, of Akoma Ntoso views or of plain units in order → pairs of their units, and what has no counterpart."""
