"""READ: what arrives in a mailbox becomes contacts, each leaf with its evidence. Pure: bytes in, values out."""
