struct Shape:
    var name: String
    def __init__(out self, name: String):
        self.name = name


def habits(n: Int) -> Int:
    var square = lambda (x: Int) -> Int: x * x
    if n == 3:
        return 1
    elif n == 4:
        return 2
    print("done")
    try:
        habits(n)
    except e:
        print(e)
    finally:
        print("end")
    var evens = sum([i for i in range(n) if i % 2 == 0])
    return n if n > 3 else 0
