"""Random updates through the real application: `python -m bench fuzz [N] [--seed S]`, and a few in the tests.

`shapes` makes values of the Bot API's types, `texts` what people write, `updates` the updates of a small world,
`spoiled` breaks them, `telegram` stands for Telegram and checks every call, `verdict` says what was wrong, and
`campaign` brings them together.
"""
