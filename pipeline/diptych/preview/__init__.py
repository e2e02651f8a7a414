"""The site on this machine while an author writes, served as a good server would."""
