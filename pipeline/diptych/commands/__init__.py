"""The command line: `diptych X` is the module X, `diptych import` is import_translation."""
