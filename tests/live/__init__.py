"""Against a real Asterisk that the tests set up for themselves; skipped where none can be had."""
