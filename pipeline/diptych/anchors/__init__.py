"""Published addresses: the ledger, a comparison of texts with it, and declarations by the editor."""
