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
        mb.def_function[print_age]("print_age")
        mb.def_function[birthday]("birthday")
        mb.def_function[get_person]("get_person")
        return mb.finalize()
    except e:
        abort("error creating Mojo module")

def create_person() raises -> PythonObject:
    return PythonObject(alloc=Person("Sarah", 32))

def print_age(person_obj: PythonObject) raises:
    # Raises if `obj` does not contain an instance of the Mojo `Person` type.
    var person = person_obj.downcast_value_ptr[Person]()

    print("Person is", person[].age, "years old")

def birthday(person_obj: PythonObject) raises:
    var person = person_obj.downcast_value_ptr[Person]()

    person[].age += 1

def get_person(person_obj: PythonObject):
    var person = person_obj.unchecked_downcast_value_ptr[Person]()
