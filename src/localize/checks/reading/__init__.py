"""Reading a text the way a check needs it: prose, words with meaning, quantities."""
