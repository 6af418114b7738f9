"""A desk with a hub: its own copy, its outbox, and keeping in step."""
