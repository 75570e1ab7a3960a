"""The library: every plan of this user, in one SQLite file."""
