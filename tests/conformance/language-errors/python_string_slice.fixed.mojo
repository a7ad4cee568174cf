# a string sliced by plain positions: mended
def run(s: String) -> String:
    return String(s[byte=1:3])
