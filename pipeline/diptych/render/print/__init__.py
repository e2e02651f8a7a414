"""HTML fragments and print style sheets → tagged PDF."""
