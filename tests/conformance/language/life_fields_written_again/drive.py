import life_fields_written_again

print(life_fields_written_again.run())
