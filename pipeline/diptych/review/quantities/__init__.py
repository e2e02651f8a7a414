"""Checks of numbers: dates, amounts, quantities and bounds that differ, and which of these are doubtful."""
