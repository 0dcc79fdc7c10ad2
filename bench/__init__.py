"""How fast the parts are, measured on the questions of the corpus: `make bench`."""
