"""Values that every part of Lockgate speaks. Standard library only, no I/O."""
