"""How things are called: the forms under which spellings are one, and addresses of code."""
