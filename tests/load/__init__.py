"""A floor under load: a made PBX, the hub, and the desks, each in processes of their own."""
