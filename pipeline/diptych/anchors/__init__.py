"""Published addresses: the ledger, what an edit did to them, what the editor declares of them."""
