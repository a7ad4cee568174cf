def total(xs: List[Int]) -> Int:
    var sum = 0
    for x in xs:
        sum += x
        print(sum)
        print("between")
    if sum > 10:
        sum = 10
        var over = sum
        print(over)
    return sum


def empty():
    pass


struct Nothing:
    pass
def after() -> Int:
    return
        3
