"""The data desk: from a file to figures that are current everywhere.

desk          which version is current, and what may be done with versions
importing     a file laid over the current figures, as a version that waits for approval
command_line  the same without a chat; `caption` is what stands beneath a file in one

reading       read(): starts a process, tells its progress, gives Accepted or Rejected
child         that process; `examining` is its work
tables        what kind of file it is, and its rows of cells
headers       what each column holds
checking      the first look at every row: `regions`, `times`, `terms`, `origins`
settling      the second look: numbers by the `convention` of their column
wording       the problems of a file in words
writing       observations as a file that can be read again; `template` an empty one
"""
