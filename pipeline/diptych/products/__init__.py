"""Akoma Ntoso and what works share → the files that are published, one module a kind."""
