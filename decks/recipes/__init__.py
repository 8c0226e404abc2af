"""Ways to make a card from a point, one module each."""
