"""Received bytes, editorial entries and term base → Drafts. Knows nothing of Akoma Ntoso documents."""
