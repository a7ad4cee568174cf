# a string indexed by a plain integer: mended
def first(s: String) -> String:
    return String(s[byte=0])
