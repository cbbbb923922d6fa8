"""Pure arithmetic: tensors, memory, placement, speed, tier verdicts."""
