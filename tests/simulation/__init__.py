"""A branch in virtual time: agents, providers that fail, cut networks, and the clock; nothing may slip."""
