package ncenter.spec.features

import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import ncenter.spec.LengthSerializer
import ncenter.units.Length

/**
 * The sphere in which neighbors count, and how they fade out at its edge.
 *
 * @property radius neighbors at this distance or beyond are not seen
 * @property smoothing width of the shifted-cosine edge; default 0.5 Å. Zero makes a step, and features that jump.
 */
@Serializable
public data class Cutoff(
    @Serializable(with = LengthSerializer::class) val radius: Length,
    @Serializable(with = LengthSerializer::class) val smoothing: Length = Length.ofAngstrom(0.5),
) {
    init {
        require(radius.inAngstrom > 0.0) { "cutoff: a positive radius was expected, got $radius; write for example cutoff(4.0.angstrom)" }
        require(smoothing.inAngstrom >= 0.0 && smoothing < radius) {
            "cutoff: a smoothing between 0 and the radius $radius was expected, got $smoothing; " +
                "write for example cutoff(4.0.angstrom, smoothing = 0.5.angstrom)"
        }
    }

    override fun toString(): String = "cutoff($radius, smoothing = $smoothing)"
}

/** The functions of distance and direction a density is expanded in. */
@Serializable
public sealed interface Basis {
    /** **Number** of radial functions, n = 0 until nMax. */
    public val nMax: Int

    /** Largest angular momentum, **inclusive**. */
    public val lMax: Int
}

/**
 * Gaussian-type orbitals r^n exp(-r^2 / 2 s_n^2), s_n = radius max(sqrt n, 1) / nMax, Löwdin-orthonormalized, times real
 * spherical harmonics up to and including [lMax].
 */
@Serializable
@SerialName("gto")
public data class Gto(
    override val nMax: Int,
    override val lMax: Int,
) : Basis {
    init {
        require(
            nMax in 1..MAX_RADIAL,
        ) { "gto: nMax between 1 and $MAX_RADIAL was expected, got $nMax; nMax is the number of radial functions" }
        require(lMax in 0..MAX_ANGULAR) { "gto: lMax between 0 and $MAX_ANGULAR was expected, got $lMax" }
    }

    override fun toString(): String = "gto(nMax = $nMax, lMax = $lMax)"

    private companion object {
        /** Beyond this the overlap of the primitives is singular in float64. */
        const val MAX_RADIAL = 16
        const val MAX_ANGULAR = 25
    }
}

/** What one neighbor looks like in the density. */
@Serializable
public sealed interface Shape

/** An isotropic, L2-normalized Gaussian of the given [width]: (pi w^2)^(-3/4) exp(-r^2 / 2 w^2). */
@Serializable
@SerialName("gaussian")
public data class Gaussian(
    @Serializable(with = LengthSerializer::class) val width: Length = Length.ofAngstrom(0.3),
) : Shape {
    init {
        require(width.inAngstrom > 0.0) { "gaussian: a positive width was expected, got $width; write for example gaussian(0.3.angstrom)" }
    }

    override fun toString(): String = "gaussian($width)"
}

/** Weight rate / (rate + (r / scale)^exponent) of a neighbor at distance r: far neighbors count less. */
@Serializable
public data class RadialScale(
    val rate: Double,
    @Serializable(with = LengthSerializer::class) val scale: Length,
    val exponent: Double,
) {
    init {
        require(rate > 0.0) { "radialScale: a positive rate was expected, got $rate" }
        require(scale.inAngstrom > 0.0) { "radialScale: a positive scale was expected, got $scale" }
        require(exponent >= 0.0) { "radialScale: an exponent of at least 0 was expected, got $exponent" }
    }

    override fun toString(): String = "radialScale(rate = $rate, scale = $scale, exponent = $exponent)"
}
