"""Akoma Ntoso → plain text, JSON and tables of aligned units."""
