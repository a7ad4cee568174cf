# the function str: mended
def run(n: Int) -> String:
    return String(n)
