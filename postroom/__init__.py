"""The heart: the words and rules of a children's front door. Standard library only; imports nothing of ours."""
