"""Akoma Ntoso → HTML, PDF and other formats as strings and bytes; never sees a Draft."""
