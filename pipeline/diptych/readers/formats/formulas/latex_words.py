"""Commands of LaTeX in formulas (LaTeX2e, amsmath) and the characters that they mean."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from diptych.readers.formats.formulas.mathml import GREEK

LETTERS: Final = MappingProxyType({
    **GREEK, **{f"{name[0].upper()}{name[1:]}": letter.upper() for name, letter in GREEK.items()
                if not name.startswith("var")},
    "infty": "\u221e", "partial": "\u2202", "aleph": "\u2135", "hbar": "\u210f", "ell": "\u2113", "Re": "\u211c",
    "Im": "\u2111", "wp": "\u2118", "nabla": "\u2207", "emptyset": "\u2205", "varnothing": "\u2205", "imath": "\u0131",
    "jmath": "\u0237", "degree": "\xb0", "%": "%", "$": "$", "#": "#", "_": "_", "pounds": "\xa3", "euro": "\u20ac",
    "yen": "\xa5", "S": "\xa7", "P": "\xb6"})
"""Commands that mean a letter or a similar sign."""
OPERATORS: Final = MappingProxyType({
    "pm": "\xb1", "mp": "\u2213", "times": "\xd7", "div": "\xf7", "cdot": "\u22c5", "circ": "\u2218", "ast": "\u2217",
    "star": "\u22c6", "bullet": "\u2022", "oplus": "\u2295", "ominus": "\u2296", "otimes": "\u2297", "odot": "\u2299",
    "leq": "\u2264", "le": "\u2264", "leqslant": "\u2a7d", "geq": "\u2265", "ge": "\u2265", "geqslant": "\u2a7e",
    "neq": "\u2260", "ne": "\u2260", "equiv": "\u2261", "approx": "\u2248", "sim": "\u223c", "simeq": "\u2243",
    "cong": "\u2245", "propto": "\u221d", "ll": "\u226a", "gg": "\u226b", "subset": "\u2282", "supset": "\u2283",
    "subseteq": "\u2286", "supseteq": "\u2287", "in": "\u2208", "ni": "\u220b", "notin": "\u2209", "forall": "\u2200",
    "exists": "\u2203", "therefore": "\u2234", "because": "\u2235", "land": "\u2227", "lor": "\u2228", "lnot": "\xac",
    "neg": "\xac", "wedge": "\u2227", "vee": "\u2228", "cap": "\u2229", "cup": "\u222a", "setminus": "\u2216",
    "to": "\u2192", "rightarrow": "\u2192", "leftarrow": "\u2190", "gets": "\u2190", "uparrow": "\u2191",
    "downarrow": "\u2193", "leftrightarrow": "\u2194", "Rightarrow": "\u21d2", "Leftarrow": "\u21d0", "iff": "\u21d4",
    "Leftrightarrow": "\u21d4", "implies": "\u21d2", "mapsto": "\u21a6", "cdots": "\u22ef", "ldots": "\u2026",
    "dots": "\u2026", "vdots": "\u22ee", "ddots": "\u22f1", "prime": "\u2032", "angle": "\u2220", "triangle": "\u25b3",
    "perp": "\u22a5", "parallel": "\u2225", "mid": "\u2223", "vert": "|", "Vert": "\u2016", "|": "\u2016",
    "lvert": "|", "rvert": "|", "lVert": "\u2016", "rVert": "\u2016", "lfloor": "\u230a", "rfloor": "\u230b",
    "lceil": "\u2308", "rceil": "\u2309", "langle": "\u27e8", "rangle": "\u27e9", "lbrace": "{", "rbrace": "}",
    "{": "{", "}": "}", "&": "&", "colon": ":", "backslash": "\\"})
"""Commands that mean an operator."""
LARGE: Final = MappingProxyType({
    "sum": "\u2211", "prod": "\u220f", "coprod": "\u2210", "bigcap": "\u22c2", "bigcup": "\u22c3"})
"""Commands of large operators whose limits are printed above and below them."""
INTEGRALS: Final = MappingProxyType({"int": "\u222b", "iint": "\u222c", "iiint": "\u222d", "oint": "\u222e"})
"""Commands of integrals, whose limits are printed at their right."""
LIMITED: Final = frozenset({"lim", "max", "min", "sup", "inf", "limsup", "liminf", "argmax", "argmin"})
"""Names of functions whose limit is printed below them."""
FUNCTIONS: Final = LIMITED | frozenset({
    "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "coth", "log", "ln",
    "lg", "exp", "det", "gcd", "arg", "dim", "ker", "hom", "deg", "Pr", "mod", "bmod"})
"""Names of functions, which are upright."""
ACCENTS: Final = MappingProxyType({
    "hat": "\u0302", "widehat": "\u0302", "check": "\u030c", "tilde": "\u0303", "widetilde": "\u0303",
    "acute": "\u0301", "grave": "\u0300", "dot": "\u0307", "ddot": "\u0308", "bar": "\u0305", "overline": "\u0305",
    "vec": "\u20d7", "breve": "\u0306", "mathring": "\u030a"})
"""Commands of accents, which are printed above the next part."""
BRACES: Final = MappingProxyType({"overbrace": ("mover", "\u23de"), "underbrace": ("munder", "\u23df"),
                                  "underline": ("munder", "\u0332")})
"""Commands that print a sign above or below all of the next part, with the element of it."""
FRACTIONS: Final = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
BINOMIALS: Final = frozenset({"binom", "dbinom", "tbinom"})
TEXTS: Final = frozenset({"text", "textrm", "textit", "textbf", "textsf", "texttt", "textnormal", "mbox", "mathrm",
                          "mathsf", "mathtt", "operatorname", "operatorname*", "tag"})
"""Commands whose next part is upright text."""
STYLED: Final = frozenset({"mathbf", "mathit", "mathbb", "mathcal", "mathfrak", "mathscr", "boldsymbol", "bm", "boxed",
                           "ensuremath", "mathop", "phantom"})
"""Commands of type, whose next part is read as it is."""
SPACES: Final = frozenset({",", ";", ":", " ", ">", "quad", "qquad", "enspace", "thinspace", "~"})
"""Commands of a space."""
SILENT: Final = frozenset({
    "!", "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "nonumber", "notag", "big", "Big", "bigg",
    "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "Biggl", "Biggr", "middle", "rm", "it", "bf", "hline",
    "smash"})
"""Commands that print nothing themselves."""
MATRICES: Final = MappingProxyType({
    "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("{", "}"), "vmatrix": ("|", "|"),
    "Vmatrix": ("\u2016", "\u2016"), "cases": ("{", ""), "array": ("", ""), "smallmatrix": ("", "")})
"""Environments of rows and cells, with the delimiters around them."""
LINES: Final = frozenset({"aligned", "align", "align*", "alignat", "gathered", "gather", "gather*", "split", "equation",
                          "equation*", "multline", "multline*", "eqnarray", "eqnarray*"})
"""Environments of lines."""
