"""The hub: what stands between the desks and the central store."""
