"""Pure arithmetic on arrays [draw, row, month]: one small function per figure, in a closed list of words."""
