"""Typing into the controls that there are, each as a person's hands would."""
