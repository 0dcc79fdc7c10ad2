"""Files as tables: what kind of file it is by its content, and its rows of cells, one after the other.

Nothing here knows what a table is about. Every reader is streamed and bounded: by rows, columns, characters of a
cell, and bytes unpacked.
"""
