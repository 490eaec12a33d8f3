"""Drawing a screen map: from the pages of a system that nobody has described yet to a map that a person completes."""
