"""Received bytes → lines with their places, one module a format."""
