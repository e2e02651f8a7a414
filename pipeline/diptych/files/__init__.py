"""Bytes on disk: artifacts, manifests, checksums, and every way of writing a file."""
