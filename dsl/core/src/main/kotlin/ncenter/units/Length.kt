package ncenter.units

/** Bohr radius in angstrom (CODATA 2010), the value the reference data were made with. */
public const val ANGSTROM_PER_BOHR: Double = 0.52917721092

/**
 * A length. An ordinary class rather than a value class, so that notebook cells can hand it on.
 *
 * Example: `4.0.angstrom`, `7.5.bohr`.
 */
public class Length private constructor(
    /** The length in angstrom. */
    public val inAngstrom: Double,
) : Comparable<Length> {
    /** The length in bohr. */
    public val inBohr: Double get() = inAngstrom / ANGSTROM_PER_BOHR

    override fun compareTo(other: Length): Int = inAngstrom.compareTo(other.inAngstrom)

    override fun equals(other: Any?): Boolean = other is Length && other.inAngstrom == inAngstrom

    override fun hashCode(): Int = inAngstrom.hashCode()

    override fun toString(): String = "$inAngstrom Å"

    public companion object {
        /** @throws IllegalArgumentException if [value] is not finite */
        @JvmStatic
        public fun ofAngstrom(value: Double): Length {
            require(value.isFinite()) { "length: a finite number was expected, got $value; write for example 4.0.angstrom" }
            return Length(value)
        }

        @JvmStatic
        public fun ofBohr(value: Double): Length = ofAngstrom(value * ANGSTROM_PER_BOHR)
    }
}
