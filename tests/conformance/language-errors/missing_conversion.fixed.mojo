# mixing Int and Float64 without a conversion: mended
def mean(total: Int, count: Float64) -> Float64:
    return Float64(total) / count
