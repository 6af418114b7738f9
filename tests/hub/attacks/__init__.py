"""What somebody with a desk and bad intentions would try at the hub, as each role."""
