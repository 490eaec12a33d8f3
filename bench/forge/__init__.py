"""The forge: invented forms without end, as real files, with what a careful reader finds on each.

`python -m bench.forge --documents N --seed S --out FOLDER` writes them; `python -m bench.forge.measure FOLDER` reads them and tells, by
placement, by structure of the family and by medium, what was found, what was sure, and what was sure and wrong.
"""
