"""The plan: an immutable, validated value. Every field is defined once, here, with its ``Ask``."""
