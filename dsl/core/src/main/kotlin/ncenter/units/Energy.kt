package ncenter.units

/** One hartree in electronvolt, the value the reference rows of the field are quoted with. */
public const val ELECTRONVOLT_PER_HARTREE: Double = 27.211386

/** An energy. An ordinary class rather than a value class, so that notebook cells can hand it on. Example: `5.0.meV`. */
public class Energy private constructor(
    /** The energy in hartree. */
    public val inHartree: Double,
) : Comparable<Energy> {
    /** The energy in electronvolt. */
    public val inElectronvolt: Double get() = inHartree * ELECTRONVOLT_PER_HARTREE

    override fun compareTo(other: Energy): Int = inHartree.compareTo(other.inHartree)

    override fun equals(other: Any?): Boolean = other is Energy && other.inHartree == inHartree

    override fun hashCode(): Int = inHartree.hashCode()

    override fun toString(): String = "$inHartree Ha"

    public companion object {
        /** @throws IllegalArgumentException if [value] is not finite */
        @JvmStatic
        public fun ofHartree(value: Double): Energy {
            require(value.isFinite()) { "energy: a finite number was expected, got $value; write for example 1.0.hartree" }
            return Energy(value)
        }

        @JvmStatic
        public fun ofElectronvolt(value: Double): Energy = ofHartree(value / ELECTRONVOLT_PER_HARTREE)
    }
}
