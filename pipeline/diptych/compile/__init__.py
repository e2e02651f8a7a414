"""A work's sources → proved Akoma Ntoso in memory; its versions; what an address names."""
