@fieldwise_init
struct Inner(Copyable):
    var n: Int

    def __deinit__(deinit self):
        print("drop inner", self.n)


@fieldwise_init
struct Outer(Copyable):
    var n: Int
    var inner: Inner

    def __deinit__(deinit self):
        print("drop outer", self.n)


def small_field_of_destroyed() raises:
    var outer = Outer(1, Inner(2))
    outer.inner = Inner(3)
    outer.n = -outer.n
    print("end")
