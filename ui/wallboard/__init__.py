"""The wallboard: queues, agents and what needs a supervisor, as the floor is now."""
