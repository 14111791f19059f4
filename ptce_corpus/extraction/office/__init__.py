"""Documents of word processors and slide programs."""
