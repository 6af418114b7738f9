"""Short messages to customers and technicians: written with what they tell of, sent by the hub."""
