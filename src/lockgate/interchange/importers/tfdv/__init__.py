"""TensorFlow Data Validation: schemas in the text format of protocol buffers."""
