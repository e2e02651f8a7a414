"""A project → its products, in place: what must be made again, in which process, and where it goes."""
