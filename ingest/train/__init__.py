"""How the body scorer's weights are made: labels, folds by site, training. Not used at run time."""
