# a variable that was never declared: mended
def total(n: Int) -> Int:
    var t = 0
    var factor = 2
    for i in range(n):
        t += i * factor
    return t
