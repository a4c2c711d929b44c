"""Pages about all customers together."""
