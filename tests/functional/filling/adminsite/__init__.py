"""A stock Django admin site in a process of its own: proof that another web system needs a screen map and no code."""
