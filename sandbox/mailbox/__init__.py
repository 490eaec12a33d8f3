"""The pretend mailbox: a real Dovecot on loopback with TLS and a certificate of its own."""
