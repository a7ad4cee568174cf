def call(n: Int) -> Int:
    var a = max(n, min(1, 2))
    var b = [1, 2, 3]
    var c = n + 1
    print(a, (b, c))
    return a


def header(n: Int) -> Int:
    if max(n, 1):
        return 1
    var table = {
        "a": [1, 2],
        "b": [3, (4)],
    }
    print(n)
    print(table)
    return n
