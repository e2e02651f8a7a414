"""HTML fragments → DOCX and EPUB."""
