"""Diptych: received legal texts in any number of languages → validated Akoma Ntoso → site, PDFs, machine formats."""
