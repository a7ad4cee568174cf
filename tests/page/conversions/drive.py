import mojo_module

print(mojo_module.create_person("John Smith", 42))
for args in [("John Smith",), (42,)]:
    try:
        mojo_module.create_person(*args)
    except TypeError as error:
        print("TypeError", "create_person()" in str(error))
