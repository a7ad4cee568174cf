"""The import hook: after `import mojoxide.importer`, `import name` finds `name.mojo` and builds it when it is stale.

The hook stands before Python's own path finder, but answers only for names that nothing but a `.mojo` file answers.
The built module lies in `__mojocache__` beside its source as `<stem>.hash-<hex>.so`. The hash is taken over every file
that the compiler read for it, the compiler and the options; which files those are stands in a list beside the module
that the compiler wrote. Nothing is imported here that a cached import does not need.
"""

import sys
from importlib.machinery import ExtensionFileLoader, PathFinder
from importlib.util import spec_from_file_location
from os import getcwd
from os.path import abspath, isfile, join

from mojoxide import _cache

__all__ = ["MojoFinder", "MojoLoader", "install"]


class MojoLoader(ExtensionFileLoader):
    """Builds the module when it is really imported, then loads it as any extension module."""

    def __init__(self, name, source):
        super().__init__(name, source)
        self.source = source

    def create_module(self, spec):
        """Builds the module if it is stale.

        Raises ImportError with the compiler's diagnostics as its text.
        """
        self.path = spec.origin = artifact = _cache.artifact(self.name, self.source)
        try:
            return super().create_module(spec)
        except ImportError:
            if isfile(artifact):
                raise
            # Another process has built a newer one and removed this one in between.
            self.path = spec.origin = _cache.artifact(self.name, self.source)
            return super().create_module(spec)


class MojoFinder:
    """Finds `name.mojo` and `name/__init__.mojo` in the folders in which Python looks for `name`."""

    @staticmethod
    def find_spec(fullname, path=None, target=None):
        """The module's spec; None where there is no such file, or Python itself has an answer."""
        stem = fullname.rpartition(".")[2]
        for entry in sys.path if path is None else path:
            if not isinstance(entry, str):
                continue
            folder = abspath(entry) if entry else getcwd()
            package = join(folder, stem)
            for source, locations in ((join(package, "__init__.mojo"), [package]), (package + ".mojo", None)):
                if isfile(source):
                    return _spec(fullname, path, target, source, locations)
        return None


def _spec(fullname, path, target, source, locations):
    # A folder without `__init__.py` is a namespace package to Python, whose loader finds nothing in it: ours comes first.
    other = PathFinder.find_spec(fullname, path, target)
    if other is not None and other.loader is not None and other.origin is not None:
        return None
    loader = MojoLoader(fullname, source)
    return spec_from_file_location(fullname, source, loader=loader, submodule_search_locations=locations)


def install():
    """Puts the hook in its place; a second time changes nothing."""
    if MojoFinder not in sys.meta_path:
        at = sys.meta_path.index(PathFinder) if PathFinder in sys.meta_path else len(sys.meta_path)
        sys.meta_path.insert(at, MojoFinder)


install()
