"""TOML bytes → checked values with their positions in the author's file."""
