// A start.
