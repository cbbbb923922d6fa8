"""The use cases, without Qt."""
