package ncenter.run.densities

import ncenter.kernels.density.PairExpansion
import ncenter.kernels.harmonics.SphericalHarmonics
import ncenter.kernels.radial.CutoffFunction
import ncenter.kernels.radial.GtoBasis
import ncenter.kernels.radial.GtoIntegral
import ncenter.kernels.radial.RadialIntegral
import ncenter.kernels.radial.RadialScaling
import ncenter.kernels.radial.SplinedIntegral
import ncenter.spec.features.Basis
import ncenter.spec.features.Cutoff
import ncenter.spec.features.Gaussian
import ncenter.spec.features.Gto
import ncenter.spec.features.RadialScale
import ncenter.spec.features.Shape
import java.util.concurrent.ConcurrentHashMap

/** Largest error of the splined radial integrals: far below what any target can resolve. */
private const val SPLINE_TOLERANCE = 1e-11

private data class RadialKey(
    val cutoff: Double,
    val basis: Basis,
    val shape: Shape,
)

// Splines take milliseconds to make and are immutable: every plan of a study shares them.
private val splines = ConcurrentHashMap<RadialKey, RadialIntegral>()

private fun radialIntegral(cutoff: Cutoff, basis: Basis, shape: Shape): RadialIntegral = splines.computeIfAbsent(RadialKey(cutoff.radius.inAngstrom, basis, shape)) { key ->
    when (basis) {
        is Gto -> {
            when (shape) {
                is Gaussian -> {
                    val exact = GtoIntegral(GtoBasis(basis.nMax, key.cutoff), basis.lMax, shape.width.inAngstrom)
                    SplinedIntegral(exact, key.cutoff, SPLINE_TOLERANCE)
                }
            }
        }
    }
}

/** The kernel that expands single neighbors, <nlm|g_ij>, for these settings. */
internal fun pairExpansion(cutoff: Cutoff, basis: Basis, shape: Shape, scale: RadialScale?): PairExpansion = PairExpansion(
    SphericalHarmonics(basis.lMax),
    radialIntegral(cutoff, basis, shape),
    CutoffFunction(cutoff.radius.inAngstrom, cutoff.smoothing.inAngstrom),
    scale?.let { RadialScaling(it.rate, it.scale.inAngstrom, it.exponent) } ?: RadialScaling.NONE,
)
