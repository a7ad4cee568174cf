@fieldwise_init
struct Loud(Movable):
    var name: String

    def __deinit__(deinit self):
        print("drop", self.name)


def assigned_in_finally() raises:
    var loud = Loud("first")
    print(loud.name)
    var left = 2
    while left > 0:
        left -= 1
        try:
            var other = Loud("other")
            print(other.name)
        finally:
            loud = Loud("last")
            print(loud.name)
