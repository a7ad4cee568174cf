import life_field_refilled

print(life_field_refilled.run())
