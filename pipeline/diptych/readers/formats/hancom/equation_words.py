"""Keywords of the equation script of Hancom (Hangul, “Equation Version 60”) and the characters that they mean."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from diptych.readers.formats.formulas.mathml import GREEK

LETTERS: Final = MappingProxyType({
    **GREEK, **{f"{name[0].upper()}{name[1:]}": letter.upper() for name, letter in GREEK.items()
                 if not name.startswith("var")},
    **{name.upper(): letter.upper() for name, letter in GREEK.items() if not name.startswith("var")},
    "inf": "\u221e", "infty": "\u221e", "INF": "\u221e", "partial": "\u2202", "aleph": "\u2135", "hbar": "\u210f",
    "imag": "\u2111", "ell": "\u2113", "liter": "\u2113", "angstrom": "\u212b", "emptyset": "\u2205", "wp": "\u2118",
    "nabla": "\u2207", "degc": "\u2103", "degf": "\u2109", "deg": "\xb0", "%": "%"})
"""Keywords that mean a letter or a similar sign."""
OPERATORS: Final = MappingProxyType({
    "+-": "\xb1", "-+": "\u2213", "plusminus": "\xb1", "minusplus": "\u2213", "times": "\xd7", "TIMES": "\xd7",
    "div": "\xf7", "divide": "\xf7", "DIVIDE": "\xf7", "cdot": "\u22c5", "CDOT": "\u22c5", "circ": "\u2218",
    "bullet": "\u2022", "ast": "\u2217", "star": "\u22c6", "oplus": "\u2295", "ominus": "\u2296", "otimes": "\u2297",
    "odot": "\u2299", "<=": "\u2264", ">=": "\u2265", "leq": "\u2264", "geq": "\u2265", "le": "\u2264", "ge": "\u2265",
    "LEQ": "\u2264", "GEQ": "\u2265", "!=": "\u2260", "neq": "\u2260", "ne": "\u2260", "NEQ": "\u2260", "==": "\u2261",
    "equiv": "\u2261", "approx": "\u2248", "APPROX": "\u2248", "sim": "\u223c", "simeq": "\u2243", "cong": "\u2245",
    "propto": "\u221d", "prop": "\u221d", "<<": "\u226a", ">>": "\u226b", "<<<": "\u22d8", ">>>": "\u22d9",
    "subset": "\u2282", "supset": "\u2283", "SUBSET": "\u2282", "SUPERSET": "\u2283", "subseteq": "\u2286",
    "supseteq": "\u2287", "in": "\u2208", "IN": "\u2208", "owns": "\u220b", "notin": "\u2209", "forall": "\u2200",
    "FORALL": "\u2200", "exist": "\u2203", "EXIST": "\u2203", "therefore": "\u2234", "because": "\u2235",
    "THEREFORE": "\u2234", "BECAUSE": "\u2235", "land": "\u2227", "lor": "\u2228", "lnot": "\xac", "vee": "\u2228",
    "wedge": "\u2227", "cap": "\u2229", "cup": "\u222a", "smallinter": "\u2229", "smallunion": "\u222a",
    "->": "\u2192", "rarrow": "\u2192", "larrow": "\u2190", "uparrow": "\u2191", "downarrow": "\u2193",
    "lrarrow": "\u2194", "RARROW": "\u21d2", "LARROW": "\u21d0", "LRARROW": "\u21d4", "to": "\u2192",
    "cdots": "\u22ef", "CDOTS": "\u22ef", "ldots": "\u2026", "LDOTS": "\u2026", "vdots": "\u22ee", "ddots": "\u22f1",
    "prime": "\u2032", "angle": "\u2220", "triangle": "\u25b3", "bot": "\u22a5", "perp": "\u22a5", "vert": "|",
    "DVERT": "\u2225", "parallel": "\u2225", "lfloor": "\u230a", "rfloor": "\u230b", "lceil": "\u2308",
    "rceil": "\u2309", "lbrace": "{", "rbrace": "}"})
"""Keywords that mean an operator."""
LARGE: Final = MappingProxyType({
    "sum": "\u2211", "SUM": "\u2211", "prod": "\u220f", "PROD": "\u220f", "coprod": "\u2210", "inter": "\u22c2",
    "union": "\u22c3", "int": "\u222b", "INT": "\u222b", "dint": "\u222c", "tint": "\u222d", "oint": "\u222e",
    "OINT": "\u222e", "odint": "\u222f", "otint": "\u2230"})
"""Keywords of large operators, which may have limits."""
FUNCTIONS: Final = frozenset({
    "sin", "cos", "tan", "cot", "sec", "csc", "cosec", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "coth",
    "log", "ln", "lg", "exp", "det", "max", "min", "mod", "gcd", "lim", "Lim", "arg", "dim", "ker", "Pr", "if", "for",
    "and", "hom", "der"})
"""Names of functions and words, which are upright."""
ACCENTS: Final = MappingProxyType({
    "hat": "\u0302", "check": "\u030c", "tilde": "\u0303", "acute": "\u0301", "grave": "\u0300", "dot": "\u0307",
    "ddot": "\u0308", "bar": "\u0305", "vec": "\u20d7", "dyad": "\u20e1", "arch": "\u0311", "overline": "\u0305"})
"""Keywords of accents, which are printed above the next part."""
MATRICES: Final = MappingProxyType({
    "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "dmatrix": ("|", "|"), "cases": ("{", ""),
    "pile": ("", ""), "lpile": ("", ""), "rpile": ("", ""), "eqalign": ("", ""), "MATRIX": ("", ""),
    "PMATRIX": ("(", ")"), "BMATRIX": ("[", "]"), "DMATRIX": ("|", "|"), "CASES": ("{", ""), "PILE": ("", ""),
    "LPILE": ("", ""), "RPILE": ("", "")})
"""Keywords of rows in braces, with the delimiters around them."""
STYLES: Final = frozenset({"rm", "it", "bold", "rmbold", "RM", "IT", "BOLD", "RMBOLD", "roman"})
"""Keywords of type. Only upright type is kept."""
SPACES: Final = frozenset({"~", "`"})
"""Signs of a space."""
