"""Typed settings and every path the program uses."""
