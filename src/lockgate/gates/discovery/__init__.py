"""Find weak slices on one half of the rows, and confirm them on the other."""
