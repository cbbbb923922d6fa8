"""The demo model: its text, its training, its export and its evaluation."""
