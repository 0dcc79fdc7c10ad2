"""How fast the bot is beside others, and each of its parts: `make bench`."""
