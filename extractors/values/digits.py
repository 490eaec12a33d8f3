"""Letters that scans and typists put in the place of digits. What is mended with this is a suggestion, never certain."""

from __future__ import annotations

MISREAD_DIGITS = str.maketrans("OoQDIlSsBZz|", "000011558221")
