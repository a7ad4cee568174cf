from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder
from std.os import abort

@fieldwise_init
struct Person(Movable, Writable):
    var name: String
    var age: Int

@export
def PyInit_person_module() -> PythonObject:
    try:
        var mb = PythonModuleBuilder("person_module")
        var person_type = mb.add_type[Person]("Person")
        return mb.finalize()
    except e:
        abort("error creating Mojo module")
