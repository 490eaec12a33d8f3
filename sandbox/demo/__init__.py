"""`make demo`: the whole line on this machine, with invented post, and a display of where each mail stands."""
