"""Indonesian text in, a Question out. Pure: no chat, no clock, no figures; the day is passed in.

How a text becomes a question:

    words         one case, one width, no decoration
    reading       plain spelling (`vocabulary.toml`), then each clause into its slots:
                  `clause` from left to right, `settling` what is excluded or meant, `locating` the regions
    deciding      which kind of question the slots make up
    asking        clauses joined into one question, or kept as two
    understand    the question, or what has to be asked back (`heard`)
    conversation  a follow-up takes over what it leaves out

`code` makes a question short enough for a button. `plan`, `printed`, `amounts`, `changes`, `telling` and
`claims` read the figures that a sentence claims, for /cek.
"""
