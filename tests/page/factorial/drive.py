import mojo_module

print(mojo_module.factorial(5))
print(mojo_module.factorial.__doc__)
try:
    mojo_module.factorial("no number")
except Exception as error:
    print(type(error).__name__)
