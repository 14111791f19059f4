"""Which stretches of a text name people, bodies and places, and as what each is known there."""
