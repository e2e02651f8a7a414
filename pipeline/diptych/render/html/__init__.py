"""Akoma Ntoso → HTML of one text or of several in parallel."""
