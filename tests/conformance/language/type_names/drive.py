import type_names

type_names.run()
