"""The Debian packages that Qt and its windows need: what ``dev.py`` installs, the Debian package asks for, and the
program names where one is missing."""

QT = ("libegl1", "libgl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1", "libglib2.0-0")
WINDOW = ("libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxkbcommon-x11-0")
