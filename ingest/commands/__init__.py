"""One file per command: each defines `command`, a click command, and is found by its file's name."""
