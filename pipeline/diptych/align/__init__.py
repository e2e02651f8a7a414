"""Two texts, as views of Akoma Ntoso or as units in order → pairs of their units, and units without a counterpart."""
