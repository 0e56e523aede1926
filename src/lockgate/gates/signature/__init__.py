"""What a model takes and gives, held against what is agreed."""
