"""FILL: a record and a screen map become a verified draft in a web system. Playwright; knows no Django and no queue."""
