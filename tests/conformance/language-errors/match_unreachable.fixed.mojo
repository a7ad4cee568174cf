# a match case after one that covers everything: mended
def run(n: Int) -> Int:
    match n:
        case 1:
            return 0
        case k:
            return k
