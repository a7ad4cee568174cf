def flow(n: Int) raises -> Int:
    else:
        pass
    for i range(n):
        print(i)
    for in range(n):
        print(n)
    while:
        break
    if n: if n > 1: pass
    try:
        pass
    else:
        pass
    try:
        pass
    except a:
        pass
    except b:
        pass
    with open("a") as 3:
        pass
    break
    1 = n
    f(n) + 1 = n
    [a, b] = n
    return n n
