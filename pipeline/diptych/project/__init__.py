"""A project's folder → values."""
