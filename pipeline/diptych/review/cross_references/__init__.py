"""Check of references: the units that each text of a pair refers to, and those that the other lacks."""
