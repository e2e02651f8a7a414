"""Checks of whole clauses: alone, elsewhere, replaced, of another length."""
