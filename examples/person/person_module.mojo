from std.os import abort
from std.python import PythonObject
from std.python.bindings import PythonModuleBuilder


@export
def PyInit_person_module() -> PythonObject:
    try:
        var mb = PythonModuleBuilder("person_module")
        _ = mb.add_type[Person]("Person")
            .def_py_init[Person.py_init]()
            .def_method[Person.get_name]("get_name")
            .def_method[Person.birthday]("birthday")
            .def_staticmethod[Person.is_valid_age]("is_valid_age")
        return mb.finalize()
    except e:
        abort(String("error creating Python Mojo module:", e))


@fieldwise_init
struct Person(Movable, Writable):
    var name: String
    var age: Int

    @staticmethod
    def py_init(
        out self: Person, args: PythonObject, kwargs: PythonObject
    ) raises:
        # Validate argument count
        if len(args) != 2:
            raise Error("Person() takes exactly 2 arguments")

        # Convert Python arguments to Mojo types
        var name = String(py=args[0])
        var age = Int(py=args[1])

        self = Self(name, age)

    @staticmethod
    def get_name(py_self: PythonObject) raises -> PythonObject:
        var self_ptr = py_self.downcast_value_ptr[Self]()
        return self_ptr[].name

    @staticmethod
    def birthday(self_ptr: UnsafePointer[mut=True, Self]) -> PythonObject:
        self_ptr[].age += 1
        return self_ptr[].age

    @staticmethod
    def is_valid_age(age_obj: PythonObject) raises -> PythonObject:
        var age = Int(py=age_obj)
        return 0 <= age <= 130

    def write_to(self, mut writer: Some[Writer]):
        t"Person(name={self.name}, age={self.age})".write_to(writer)
