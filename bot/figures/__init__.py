"""The data desk: figures come in, are checked and approved, and are current everywhere at once."""
