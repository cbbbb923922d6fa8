"""Core callbacks as Qt signals."""
