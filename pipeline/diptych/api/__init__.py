"""The public Python API: a project's folder or the bytes of a text → values for programs.

`import diptych` offers every public name; all other modules are private. No function prints, and only `build_site`
writes to disk. A mistake of the author is a finding, never an exception.
"""
