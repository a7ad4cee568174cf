"""Runs a script with the import hook in place: `python _run.py SCRIPT [ARG…]`, as `mojoxide run` calls it."""

import os
import runpy
import sys


def main():
    """Makes this process look to the script as if Python had started it."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    script = sys.argv[1]
    sys.argv[:] = sys.argv[1:]
    sys.path[0] = package
    import mojoxide.importer

    mojoxide.importer.install()
    sys.path[0] = os.path.dirname(os.path.abspath(script))
    # Behind everything else, for scripts that name the hook themselves.
    sys.path.append(package)
    runpy.run_path(script, run_name="__main__")


if __name__ == "__main__":
    main()
