"""What makes the data that the extraction ships with, from annotated papers and many abstracts; no command uses it."""
