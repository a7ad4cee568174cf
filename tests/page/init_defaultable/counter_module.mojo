from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder
from std.os import abort

struct Counter(Defaultable, Movable, Writable):
    var count: Int

    def __init__(out self):
        self.count = 0

    def write_to(self, mut writer: Some[Writer]):
        t"Counter({self.count})".write_to(writer)

@export
def PyInit_counter_module() -> PythonObject:
    try:
        var m = PythonModuleBuilder("counter_module")
        var counter_type = m.add_type[Counter]("Counter")
        counter_type.def_init_defaultable[Counter]()
        return m.finalize()
    except e:
        abort(String("error creating Python Mojo module:", e))
