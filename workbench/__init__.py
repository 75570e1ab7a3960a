"""The sustainability workbench: from a FOMIN pilot to profitable operation."""

__version__ = "0.1.0"
