"""Keep: what Postroom knows, sealed and audited. The one store of verbs, the queries for pages, the door to the queue."""
