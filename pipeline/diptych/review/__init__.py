"""Pairs of clauses → discrepancies between the texts: numbers, names, punctuation, omitted and repeated words."""
