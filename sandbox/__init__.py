"""The pretend outside: a case system to type into and a mailbox to read, for the demo and the tests."""
