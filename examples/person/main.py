"""Makes objects of a type that is written in Mojo, and calls their methods."""

import mojo.importer
import person_module

person = person_module.Person("Sarah", 32)
print(person)
print(person.get_name(), "turns", person.birthday())
print("valid ages:", [age for age in (-1, 0, 32, 130, 131) if person_module.Person.is_valid_age(age)])

try:
    person_module.Person("Sarah")
except Exception as error:
    print("refused:", error)
