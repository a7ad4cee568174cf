"""Calls a function of a Mojo module."""

import mojo.importer
import mojo_module

print(mojo_module.factorial(5))
