"""What educators keep an eye on."""
