def flow(n: Int) raises -> Int:
    for i in range(n):
        print(i)
    for _ in range(n):
        print(n)
    while True:
        break
    if n: pass
    try:
        pass
    except e:
        pass
    else:
        pass
    try:
        pass
    except a:
        pass
    with open("a") as f:
        pass
    n = 1
    n = f(n) + 1
    a, b = n
    return n
