"""The screens of the survey: rounds, sheets, results, the projector."""
