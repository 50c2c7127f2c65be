"""A small synthetic speech model: how it is made, loaded, asked and measured (docs/speech-model.md)."""
