"""A work's texts side by side → the files by which translators and their tools exchange them."""
