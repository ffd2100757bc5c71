"""Twoview: a service catalog as code, seen from the business and from the inside."""

__version__ = "0.1.0"
