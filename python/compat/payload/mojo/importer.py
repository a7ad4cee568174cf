"""Importing this module makes `.mojo` files importable, as `mojoxide.importer` does."""

from mojoxide.importer import MojoFinder, MojoLoader, install

__all__ = ["MojoFinder", "MojoLoader", "install"]

install()
