"""Checks of words and marks: terms, names, spellings, brackets, repetitions, denials, signs of another script."""
