"""Pure arithmetic on arrays [draw, row, month]: one small function per figure, in a closed list of words."""

import os

# A plan's matrices are small: to share them out costs more than to multiply them, much more on a busy machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
