"""Looking at everything that a desk needs, each thing by itself and for a limited time."""
