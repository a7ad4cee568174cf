def finally_declares() raises:
    for i in range(3):
        try:
            if i == 1:
                continue
            print(i)
        finally:
            var outer = String("end of round", i)
            try:
                var b = i + 3
                print(b)
            finally:
                for k in range(2):
                    var inner = String("inner", k)
                    print(inner, outer)
