"""TOML bytes → checked values that know their place in the author's file."""
