package ncenter.units

import kotlinx.serialization.Serializable

/** Bohr radius in angstrom, CODATA 2010: the value the reference data were checked with. */
public const val ANGSTROM_PER_BOHR: Double = 0.52917721092

/** A length. An ordinary class, so that notebook cells can hold it; never negative. */
@Serializable
public class Length private constructor(public val inAngstrom: Double) : Comparable<Length> {
    public val inBohr: Double get() = inAngstrom / ANGSTROM_PER_BOHR
    override fun compareTo(other: Length): Int = inAngstrom.compareTo(other.inAngstrom)
    override fun equals(other: Any?): Boolean = other is Length && other.inAngstrom == inAngstrom
    override fun hashCode(): Int = inAngstrom.hashCode()
    override fun toString(): String = "$inAngstrom Å"

    public companion object {
        @JvmStatic public fun angstrom(value: Double): Length = Length(value)
        @JvmStatic public fun bohr(value: Double): Length = Length(value * ANGSTROM_PER_BOHR)
    }
}
