struct Tagged(Copyable):
    var n: Int
    var text: String

    def __init__(out self, n: Int):
        self.n = n
        self.text = "a text that is too long for the value itself"

    def __deinit__(deinit self):
        print("drop", self.n, self.text.byte_length())


def choose(n: Int):
    var t = Tagged(n)
    match t.n:
        case 2:
            t.text = "other"
        case _:
            print("arm")
    print("after")


def field_of_destroyed() raises:
    choose(1)
    choose(2)
