import mojo_module
from mojo_module import duration_in_seconds

result = mojo_module.sum_kwargs_ints(a=10, b=20, c=30)  # returns 60
print(result)
print(mojo_module.sum_kwargs_ints())
print(duration_in_seconds(4, 5, seconds=6))
try:
    # Pass hours and minutes, missing "seconds"
    duration_in_seconds(4, 5) # ERROR: KeyError
except KeyError as error:
    print("KeyError", error)
