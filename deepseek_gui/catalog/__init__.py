"""What exists: models, GPUs, tiers, machine files."""
