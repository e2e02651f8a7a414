"""Draft → Akoma Ntoso (write), and a read-only view of Akoma Ntoso for all that comes after it (document)."""
