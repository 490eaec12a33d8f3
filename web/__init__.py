"""The pages: review for triage officers, operations, the studio for admins, audit."""
