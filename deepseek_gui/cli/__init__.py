"""The same product in a terminal, without Qt."""
