def name(n: Int, p: Point) -> String:
    match n:
        case 1: return "one"
        case 2: return "two"
        case 3: return "three"
        case [4, *rest]: return "four"
        case x if x > 3: return "guard"
        case Point(x=1, y=2): return "point"
        case _: return "none"
    match p:
        case _: pass
    return "end"
