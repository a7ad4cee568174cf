# a Python f-string: mended
def run(x: Int) -> String:
    return String("x is ", x)
