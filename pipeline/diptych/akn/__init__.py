"""Draft → Akoma Ntoso (`write`); Akoma Ntoso → a read-only view for validation and rendering (`document`)."""
