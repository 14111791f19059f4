"""Which verbs report words, in which of their forms, and how far what they report reaches."""
