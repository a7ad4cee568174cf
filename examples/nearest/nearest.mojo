"""The nearest neighbours of points, by distance in a straight line."""

from std.os import abort
from std.python import Python, PythonObject
from std.python.bindings import PythonModuleBuilder
from std.python.numpy import from_numpy_tensor


@export
def PyInit_nearest() -> PythonObject:
    try:
        var m = PythonModuleBuilder("nearest")
        m.def_function[neighbours]("neighbours", docstring="The numbers of the k points nearest to each query.")
        return m.finalize()
    except e:
        abort(String("error creating Python Mojo module:", e))


def neighbours(points_obj: PythonObject, queries_obj: PythonObject, k_obj: PythonObject) raises -> PythonObject:
    var points = from_numpy_tensor[DType.float64, 2](points_obj)
    var queries = from_numpy_tensor[DType.float64, 2](queries_obj)
    var k = Int(py=k_obj)
    var size = points.shape[1]
    if queries.shape[1] != size:
        raise Error("points have ", size, " coordinates, queries ", queries.shape[1])
    var result = Python.list()
    for query in range(queries.shape[0]):
        var distances = List[Float64](capacity=points.shape[0])
        for point in range(points.shape[0]):
            var sum = 0.0
            for i in range(size):
                var difference = points.data[point * size + i] - queries.data[query * size + i]
                sum += difference * difference
            distances.append(sum)
        var order = [i for i in range(len(distances))]
        sort(order, lambda (a: Int, b: Int) {imm distances} -> Bool: distances[a] < distances[b])
        var found = Python.list()
        for i in range(min(k, len(order))):
            _ = found.append(order[i])
        _ = result.append(found)
    return result
