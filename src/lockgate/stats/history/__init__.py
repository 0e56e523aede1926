"""What the next value of a metric should be, told from earlier ones."""
