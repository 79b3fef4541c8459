"""The rules of the clinic: frozen dataclasses and pure functions, standard library only."""
