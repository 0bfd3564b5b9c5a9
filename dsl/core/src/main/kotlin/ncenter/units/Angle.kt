package ncenter.units

import kotlin.math.PI

/** A plane angle. An ordinary class rather than a value class, so that notebook cells can hand it on. Example: `90.0.degrees`. */
public class Angle private constructor(
    /** The angle in radians. */
    public val inRadians: Double,
) : Comparable<Angle> {
    /** The angle in degrees. */
    public val inDegrees: Double get() = inRadians * 180.0 / PI

    override fun compareTo(other: Angle): Int = inRadians.compareTo(other.inRadians)

    override fun equals(other: Any?): Boolean = other is Angle && other.inRadians == inRadians

    override fun hashCode(): Int = inRadians.hashCode()

    override fun toString(): String = "$inRadians rad"

    public companion object {
        /** @throws IllegalArgumentException if [value] is not finite */
        @JvmStatic
        public fun ofRadians(value: Double): Angle {
            require(value.isFinite()) { "angle: a finite number was expected, got $value; write for example 90.0.degrees" }
            return Angle(value)
        }

        @JvmStatic
        public fun ofDegrees(value: Double): Angle = ofRadians(value * PI / 180.0)
    }
}
