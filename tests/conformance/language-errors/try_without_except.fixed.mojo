# a try block with neither except nor finally: mended
def run(n: Int) -> Int:
    try:
        print(n)
    finally:
        print("done")
    return n
