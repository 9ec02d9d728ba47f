"""The cleaners' lexicons: what boilerplate says, one file per language."""
