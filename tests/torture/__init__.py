"""Desks by the score, a line that cuts, processes that are killed; and then everything is counted."""
