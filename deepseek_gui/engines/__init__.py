"""Engines: found, started, read, stopped."""
