def name(n: Int, p: Point) -> String:
    match n
        case 1: return "one"
        case 2 return "two"
        case 1 + 2: return "three"
        case [*rest, 4]: return "four"
        n += 1
        case x if: return "guard"
        case Point(1, 2): return "point"
        else: return "none"
    case 9: return "outside"
    match p:
    return "end"
