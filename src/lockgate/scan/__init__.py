"""From questions to numbers: predicates, aggregates, states, the plan of one scan, and its execution."""
