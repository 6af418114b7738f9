"""The floor: how each agent stands, by one machine and one writer, and what hangs on it."""
