"""What everything speaks of: frozen dataclasses, units, errors, texts."""
