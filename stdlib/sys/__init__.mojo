"""The process, its machine and its compilation."""

from std.builtin.output import stderr, stdin, stdout
from std.sys.info import (
    CompilationTarget,
    align_of,
    bit_width_of,
    has_accelerator,
    num_logical_cores,
    num_performance_cores,
    num_physical_cores,
    simd_bit_width,
    simd_byte_width,
    simd_width_of,
    size_of,
)
from std.sys.param_env import get_defined_bool, get_defined_int, get_defined_string, is_defined


def argv() -> List[String]:
    """The arguments of the process, its name first."""
    var result = List[String]()
    var text = __arguments()
    var parts = text.split("\0")
    for i in range(len(parts) - 1):
        result.append(String(parts[i]))
    return result^


@rust("rt::os::arguments")
def __arguments() -> String:
    """The arguments, each followed by a zero byte."""
    ...


@rust("rt::os::exit")
def exit(code: Int = 0) -> Never:
    """Ends the process at once."""
    ...
