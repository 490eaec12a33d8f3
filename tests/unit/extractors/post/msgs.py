"""Outlook messages for the tests: an OLE container (MS-CFB) with the properties of MS-OXMSG."""

import struct

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR, CUTOFF = 512, 4096
Tree = dict[str, "bytes | Tree"]


def texts(numbers: dict[int, str], head=32) -> Tree:
    """A storage with these properties, as words."""
    found: Tree = {f"__substg1.0_{number:04X}001F": words.encode("utf-16-le") for number, words in numbers.items()}
    return {"__properties_version1.0": bytes(head), **found}


def message(body="", html="", rich=b"", *, kind="IPM.Note", headers="", attached=(), head=32) -> Tree:
    said = {
        0x001A: kind,
        0x0037: "Referral",
        0x007D: headers,
        0x0C1A: "Anna Smith",
        0x5D01: "anna@police.uk",
        0x1000: body,
    }
    tree = texts({number: words for number, words in said.items() if words}, head)
    tree |= {"__substg1.0_10130102": html.encode()} if html else {}
    tree |= {"__substg1.0_10090102": rich} if rich else {}
    return tree | {f"__attach_version1.0_#{n:08X}": each for n, each in enumerate(attached)}


def attachment(name: str, data: bytes | Tree = b"", method=1) -> Tree:
    tree = texts({0x3707: name}, 8)
    tree["__properties_version1.0"] = bytes(8) + struct.pack("<HHII4x", 3, 0x3705, 0, method)
    if isinstance(data, dict):
        return tree | {"__substg1.0_3701000D": data}
    return tree | ({"__substg1.0_37010102": data} if data else {})


def written(tree: Tree) -> bytes:
    """The container: streams below CUTOFF in the small sectors of the root's own stream, the others in sectors."""
    entries: list[list] = [["Root Entry", 5, FREE, FREE, END, 0]]
    streams: dict[int, bytes] = {}
    _add(tree, 0, entries, streams)
    small, small_chain = _laid({at: data for at, data in streams.items() if len(data) < CUTOFF}, entries, 64)
    entries[0][5] = len(small)
    links = struct.pack(f"<{len(small_chain)}I", *small_chain)
    links += b"\xff" * (-len(links) % SECTOR)
    for entry in entries:
        entry[4] = END if entry[5] == 0 and entry[1] == 2 else entry[4]
    large = {0: small} | {at: data for at, data in streams.items() if len(data) >= CUTOFF}
    body, chain = _laid(large, entries, SECTOR)
    links_at, directory_at = len(chain), len(chain) + len(links) // SECTOR
    directory = b"".join(map(_entry, entries))
    directory += bytes(-len(directory) % SECTOR)
    fat = [*chain, *_chain(links_at, len(links)), *_chain(directory_at, len(directory))]
    count = next(n for n in range(1, 100) if n * 128 >= len(fat) + n)
    places = [*range(len(fat), len(fat) + count)]
    fat += [FAT] * count + [FREE] * (count * 128 - len(fat) - count)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, count, directory_at, 0, CUTOFF, links_at, len(links) // SECTOR, END, 0)
    head += struct.pack("<109I", *places, *[FREE] * (109 - count))
    return head + body + links + directory + struct.pack(f"<{len(fat)}I", *fat)


def _laid(streams: dict[int, bytes], entries: list[list], sector: int) -> tuple[bytes, list[int]]:
    """Streams one behind the other, and which sector follows which. Notes in the entries where each begins."""
    body, chain = b"", []
    for at, data in streams.items():
        entries[at][4] = len(chain)
        chain += _chain(len(chain), len(data), sector)
        body += data + bytes(-len(data) % sector)
    return body, chain


def _chain(start: int, size: int, sector: int = SECTOR) -> list[int]:
    count = -(-size // sector)
    return [*range(start + 1, start + count), END] if count else []


def _add(tree: Tree, parent: int, entries: list[list], streams: dict[int, bytes]) -> None:
    """Children hang on one another's right: a tree that any reader walks."""
    before = None
    for name in sorted(tree, key=lambda each: (len(each), each.upper())):
        inside, at = tree[name], len(entries)
        is_storage = isinstance(inside, dict)
        entries.append([name, 1 if is_storage else 2, FREE, FREE, 0, 0 if is_storage else len(inside)])
        entries[parent if before is None else before][3 if before is None else 2] = at
        before = at
        if is_storage:
            _add(inside, at, entries, streams)
        else:
            streams[at] = inside


def _entry(entry: list) -> bytes:
    name, kind, right, child, start, size = entry
    coded = name.encode("utf-16-le") + b"\0\0"
    return coded.ljust(64, b"\0") + struct.pack("<HBBIII36xIQ", len(coded), kind, 1, FREE, right, child, start, size)
