"""A pretend children's case system with the manners of the real ones. It knows nothing of Postroom."""
