"""A believable clinic with invented people, built through the services with a fixed seed."""
