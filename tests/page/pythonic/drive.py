import mojo_module

table = {}
print(mojo_module.foo(table, "1", "2"), table)
