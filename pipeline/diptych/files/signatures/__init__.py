"""Who published what: SSH signatures, and the chain of releases that they sign."""
