"""The windows: PySide6's only home, one folder a feature."""
