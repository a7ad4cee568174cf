from std.os import abort
from std.python import Python, PythonObject
from std.python.bindings import PythonModuleBuilder


def factorial(py_obj: PythonObject) raises -> PythonObject:
    var n = Int(py=py_obj)
    return product(n)


def product(n: Int) raises -> Int:
    if n < 0:
        raise "factorial of a negative number"
    return n * product(n - 1) if n > 1 else 1


def add(a: PythonObject, b: PythonObject) raises -> PythonObject:
    return a + b


def pick(i: PythonObject) raises -> PythonObject:
    var xs = [1, 2, 3]
    return xs[Int(py=i)]


def call(f: PythonObject) raises -> PythonObject:
    return f()


def truthy(x: PythonObject) raises -> PythonObject:
    if x:
        return "yes"
    return "no"


def nothing() raises -> PythonObject:
    return "nothing"


def sum_keywords(a: PythonObject, kwargs: OwnedKwargsDict[PythonObject]) raises -> PythonObject:
    return a + kwargs["b"]


def count_args(py_self: PythonObject, args: PythonObject) raises -> PythonObject:
    return len(args)


def make(name: PythonObject) raises -> PythonObject:
    return PythonObject(alloc=Person(String(py=name), 1))


def stop(x: PythonObject) raises -> PythonObject:
    abort("stopped")


def identity(x: PythonObject) -> PythonObject:
    return x


struct Person(Movable, Writable):
    var name: String
    var age: Int

    def __deinit__(deinit self):
        if self.age == 13:
            abort("unlucky")

    @staticmethod
    def py_init(out self: Person, args: PythonObject, kwargs: PythonObject) raises:
        if len(args) != 2:
            raise Error("Person() takes exactly 2 arguments")
        self = Self(String(py=args[0]), Int(py=args[1]))

    @staticmethod
    def get_name(py_self: PythonObject) raises -> PythonObject:
        return py_self.downcast_value_ptr[Self]()[].name

    @staticmethod
    def set_age(self_ptr: UnsafePointer[Self, MutAnyOrigin], new_age: PythonObject) raises:
        self_ptr[].age = Int(py=new_age)

    @staticmethod
    def get_age(self_ptr: UnsafePointer[Self, MutAnyOrigin]) -> PythonObject:
        return self_ptr[].age

    @staticmethod
    def is_valid_age(age_obj: PythonObject) raises -> PythonObject:
        var age = Int(py=age_obj)
        return 0 <= age <= 130


@export
def PyInit_sample() -> PythonObject:
    try:
        var m = PythonModuleBuilder("sample")
        m.def_function[factorial]("factorial", docstring="Compute n!")
        m.def_function[add]("add")
        m.def_function[pick]("pick")
        m.def_function[call]("call")
        m.def_function[truthy]("truthy")
        m.def_function[nothing]("nothing")
        m.def_function[sum_keywords]("sum_keywords")
        m.def_py_function[count_args]("count_args")
        m.def_function[make]("make")
        m.def_function[stop]("stop")
        m.def_function[identity]("identity")
        _ = m.add_type[Person]("Person")
            .def_py_init[Person.py_init]()
            .def_method[Person.get_name]("get_name")
            .def_method[Person.set_age]("set_age")
            .def_method[Person.get_age]("get_age")
            .def_staticmethod[Person.is_valid_age]("is_valid_age")
        return m.finalize()
    except e:
        abort(String("error creating Python Mojo module:", e))
