"""The server of `diptych mcp`: a site's published files as tools of the Model Context Protocol."""
