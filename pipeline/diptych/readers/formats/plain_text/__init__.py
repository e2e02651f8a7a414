"""Plain text → paragraphs: its encoding, its lines, and tables that are drawn with signs."""
