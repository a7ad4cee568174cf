# a break outside any loop: mended
def run(n: Int) -> Int:
    for i in range(n):
        if i > 3:
            break
    return n
