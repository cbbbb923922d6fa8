"""Diagnosis: what limits the machine now, read from its samples."""
