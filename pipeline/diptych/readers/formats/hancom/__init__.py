"""The parts of a Hangul document (HWPX, KS X 6101): its head, the content of paragraphs, tables, boxes, notes."""
