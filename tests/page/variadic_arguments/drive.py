import mojo_module

print(mojo_module.count_args(), mojo_module.count_args(1, "a", None))
print(mojo_module.sum_args(1, 2, 3), mojo_module.sum_args("a", "b"))
print(mojo_module.lookup({"a": 1}, "a"), mojo_module.lookup({"a": 1}, "b", 2), mojo_module.lookup([7, 8], 1))
try:
    mojo_module.lookup({}, "a")
except KeyError as error:
    print("KeyError", error)
try:
    mojo_module.lookup({})
except Exception as error:
    print(error)
