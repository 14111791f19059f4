"""Ways to do many things at once."""
