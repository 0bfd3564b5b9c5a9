package ncenter.structures

/** One value that belongs to a whole structure: what a file said next to the coordinates. */
public sealed interface InfoValue {
    /** One number, in the unit of the file it came from. */
    public data class Number(
        val value: Double,
    ) : InfoValue

    /** A word or sentence. */
    public data class Text(
        val value: String,
    ) : InfoValue

    /** True or false. */
    public data class Flag(
        val value: Boolean,
    ) : InfoValue

    /** Several numbers, for example the three components of a dipole, in the unit and order of the file. */
    public class Numbers(
        values: DoubleArray,
    ) : InfoValue {
        private val stored = values.copyOf()

        /** A copy of the numbers. */
        public val values: DoubleArray get() = stored.copyOf()

        /** How many numbers there are. */
        public val size: Int get() = stored.size

        override fun equals(other: Any?): Boolean = other is Numbers && other.stored.contentEquals(stored)

        override fun hashCode(): Int = stored.contentHashCode()

        override fun toString(): String = stored.joinToString(", ", "Numbers(", ")")
    }
}
