"""Work: one step of the line a file. Steps call the skills and the store, and hold no rules of their own."""
