class Shape:
    def __init__(self, name):
        self.name = name


def habits(n: Int) -> Int:
    global counter
    var square = lambda x: x * x
    if n = 3:
        return 1
    else if n == 4:
        return 2
    print "done"
    del n
    try:
        habits(n)
    except (ValueError, TypeError) as e:
        print(e)
    finally:
        print("end")
    var evens = sum(i for i in range(n) if i % 2 == 0)
    yield n
    return n if n > 3
