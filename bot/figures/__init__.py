"""The data desk: from a file to figures that are current everywhere.

desk          which version is current, and what may be done with versions
importing     a file laid over the current figures, as a version that waits for approval
command_line  the same without a chat; `caption` is what stands beneath a file in one

reading       read(): a file and the version before it become another version, or problems
judging       judged(): what a version means beside another one
apart         both in a process of their own, with progress; `child` is that process, `judgements` its last word

examining     a file: what it states, or everything that is wrong with it
tables        what kind of file it is, and its rows of cells
headers       what each column holds
checking      the first look at every row: `regions`, `times`, `terms`, `origins`
settling      the second look: numbers by the `convention` of their column
wording       the problems of a file in words
writing       observations as a file that can be read again; `template` an empty one
"""
