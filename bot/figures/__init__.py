"""Figures that come in, from a file to observations that may be kept.

reading     read(): starts a process, tells its progress, gives Accepted or Rejected
child       that process; `examining` is its work
tables      what kind of file it is, and its rows of cells
headers     what each column holds
checking    the first look at every row: `regions`, `times`, `terms`, `origins`
settling    the second look: numbers by the `convention` of their column
wording     the problems of a file in words
writing     observations as a file that can be read again; `template` an empty one
"""
