"""What a person meets: the command line, the Textual app, reminders."""
