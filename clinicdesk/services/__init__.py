"""What the program can do: a noun a module, verbs as methods, each in one transaction."""
