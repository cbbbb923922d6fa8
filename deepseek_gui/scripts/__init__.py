"""Launch specifications as script text."""
