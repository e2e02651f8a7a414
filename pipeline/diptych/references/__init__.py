"""References between units: printed words → links in Akoma Ntoso."""
