# code after a return: mended
def run(n: Int) -> Int:
    print("now")
    return n
