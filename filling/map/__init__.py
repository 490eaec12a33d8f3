"""What a screen map says: its words as types, how it is read and checked, and what it wants of a record."""
