"""Python's side of the mojoxide compiler: `import mojoxide.importer` makes `.mojo` files importable."""

__version__ = "0.1.0"
