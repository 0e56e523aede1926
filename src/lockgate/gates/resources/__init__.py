"""What a model costs to run: time, memory, size and energy, judged with bounds."""
