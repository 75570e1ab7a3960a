"""The sustainability survey: instrument, round, answer sheets, results. Pure values, no Qt."""
