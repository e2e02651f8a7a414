"""Formulas of received texts (OMML, MathML, equation scripts) → MathML with a linear text form."""
