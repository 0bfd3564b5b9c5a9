package ncenter.structures

import kotlin.math.sqrt

/**
 * Unit vector along (Y_l,-l .. Y_l,l) of the direction ([x], [y], [z]): what the overlaps of a shell with an s function on
 * another atom must be parallel to. Real harmonics by the recurrences of the associated Legendre functions divided by
 * sin^m, which stay finite at the poles. Only for checks; features use the kernels.
 */
internal fun harmonicDirection(l: Int, x: Double, y: Double, z: Double): DoubleArray {
    val r = sqrt(x * x + y * y + z * z)
    val out = DoubleArray(2 * l + 1)
    var cosine = 1.0
    var sine = 0.0
    for (m in 0..l) {
        val radial = legendre(l, m, z / r) * sqrt(factorialRatio(l, m) * if (m == 0) 1.0 else 2.0)
        out[l + m] = radial * cosine
        if (m > 0) out[l - m] = radial * sine
        val next = cosine * x / r - sine * y / r
        sine = sine * x / r + cosine * y / r
        cosine = next
    }
    return out // sum over m of Y_lm^2 is constant; with this scale it is 1
}

/** d^m P_l(z) / dz^m, without the Condon-Shortley sign. */
private fun legendre(l: Int, m: Int, z: Double): Double {
    var previous = 0.0
    var current = (1..m).fold(1.0) { product, k -> product * (2 * k - 1) }
    for (k in m + 1..l) {
        val next = ((2 * k - 1) * z * current - (k + m - 1) * previous) / (k - m)
        previous = current
        current = next
    }
    return current
}

/** (l - m)! / (l + m)! */
private fun factorialRatio(l: Int, m: Int): Double = (l - m + 1..l + m).fold(1.0) { product, k -> product / k }
