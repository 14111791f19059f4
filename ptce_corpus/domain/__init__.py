"""Values that move between floors: frozen, slotted, standard library only."""
