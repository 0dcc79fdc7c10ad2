"""Indonesian text in, a Question out. Pure: no chat, no clock, no figures."""
