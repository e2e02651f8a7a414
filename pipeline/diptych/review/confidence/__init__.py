"""Findings → the share of such findings that are right, lower where the text around or many alike explain them."""
