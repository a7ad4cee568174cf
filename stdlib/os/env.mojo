"""Variables of the environment."""

from std.os import getenv, setenv, unsetenv
