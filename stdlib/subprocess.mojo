"""Other programs."""


@rust("rt::os::run")
def run(command: StringSpan) raises -> String:
    """Runs a command in the shell; its output. Raises if it fails."""
    ...
