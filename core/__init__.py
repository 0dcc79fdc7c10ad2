"""What is true: coverage figures, targets and the arithmetic between them.

Plain values in, plain values out. Nothing here knows a chat, a language, a database or the clock.
"""
