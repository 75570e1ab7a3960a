"""The window: the only place that knows Qt.

PySide6 reads the source of every module imported after it, and keeps it, to learn whether that module may ask for
another style of its names (``from __feature__ import …``). None of ours does, and a built program has no sources to
read. Told so at once, the window is ready sooner and takes less memory.
"""

import PySide6.QtCore  # noqa: F401 - what follows is there from now on
from shibokensupport import feature

feature._mod_uses_pyside = lambda _module: False
