"""Seeing a page: the browser, its scripts, and looking until what is sought is there."""
