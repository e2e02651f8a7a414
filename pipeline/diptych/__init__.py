"""Diptych: received bilingual legal texts → validated Akoma Ntoso twins → site, PDFs and machine formats."""
