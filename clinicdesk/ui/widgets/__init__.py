"""Widgets and painting that several features share; they know the look and nothing of the clinic."""
