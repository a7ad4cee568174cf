from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder
from std.os import abort

@fieldwise_init
struct Person(Movable, Writable):
    var name: String
    var age: Int

@export
def PyInit_mojo_module() -> PythonObject:
    try:
        var mb = PythonModuleBuilder("mojo_module")
        _ = mb.add_type[Person]("Person")
        mb.def_function[create_person]("create_person")
        return mb.finalize()
    except e:
        abort("error creating Mojo module")

def create_person() raises -> PythonObject:
    var person = Person("Sarah", 32)
    return PythonObject(alloc=person^)
