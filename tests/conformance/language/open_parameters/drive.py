import open_parameters

open_parameters.run()
