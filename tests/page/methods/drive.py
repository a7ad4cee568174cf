import mojo_module

person = mojo_module.create_person()
print(person.get_name())
print(person.set_age(33))
print(person)
