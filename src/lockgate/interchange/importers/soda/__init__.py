"""SodaCL of Soda 3: checks of datasets."""
