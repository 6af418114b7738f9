"""The page about this PC: what is set, what is wrong, what was reported, what is new, the backup."""
