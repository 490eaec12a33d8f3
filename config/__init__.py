"""Django's wiring: settings out of the environment, routes, the page engine."""
