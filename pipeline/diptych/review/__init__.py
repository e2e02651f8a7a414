"""Pairs of clauses → what in them parts one text from the other: numbers, names, marks, words left out or twice."""
