"""HTML fragments → pages, and the files that a site needs beside them."""
