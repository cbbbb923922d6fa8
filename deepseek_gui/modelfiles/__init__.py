"""Model files: headers read, synthetic files written."""
