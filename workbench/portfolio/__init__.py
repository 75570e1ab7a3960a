"""Many plans beside each other: what is kept of each, and what they come to together."""
