"""This machine, once and live."""
