package ncenter.io

/** Number of values of an array of this shape; an empty shape is one value. */
internal fun elements(shape: IntArray): Int {
    val count = shape.fold(1L) { product, size -> if (product > Int.MAX_VALUE || size < 0) Long.MAX_VALUE else product * size }
    if (count > MAX_ELEMENTS) {
        mistake("array", "a shape of at most $MAX_ELEMENTS values without negative sizes", shape.contentToString(), "split the array")
    }
    return count.toInt()
}

/** Longest array of a JVM. */
internal const val MAX_ELEMENTS: Int = Int.MAX_VALUE - 8

/**
 * An array of a npy or npz file: 64-bit floats or 64-bit integers in C order (last axis fastest).
 *
 * @property dtype how the file stored the values, for example `<f4`; arrays made here are `<f8` or `<i8`
 */
public class NpyArray internal constructor(
    shape: IntArray,
    private val floats: DoubleArray?,
    private val integers: LongArray?,
    public val dtype: String,
) {
    private val storedShape = shape.copyOf()

    init {
        val values = floats?.size ?: integers!!.size
        if (elements(storedShape) != values) {
            mistake(
                "array",
                "${elements(storedShape)} values for shape ${shape.contentToString()}",
                "$values",
                "give one value per element",
            )
        }
    }

    /** A copy of the sizes of the axes. */
    public val shape: IntArray get() = storedShape.copyOf()

    /** Whether the values are integers. */
    public val isInteger: Boolean get() = integers != null

    /** Number of values. */
    public val size: Int get() = floats?.size ?: integers!!.size

    /** The values as floats, not copied unless they are integers. Do not modify. */
    public val doubles: DoubleArray
        get() = floats ?: DoubleArray(size) { integers!![it].toDouble() }

    /** The values as integers, not copied. Do not modify. Refused if the file stored floats. */
    public val longs: LongArray
        get() = integers ?: mistake("longs", "an integer array", "floats ($dtype)", "read doubles, or save the array as int64")

    /** The integers as 32-bit ones, for example indices of a split. Refused if one does not fit. */
    public fun toIntArray(): IntArray = IntArray(size) {
        val value = longs[it]
        if (value !in Int.MIN_VALUE..Int.MAX_VALUE) mistake("toIntArray", "values that fit 32 bits", "$value", "read longs")
        value.toInt()
    }

    /** The part with first index [k]: one axis less, values copied. */
    public operator fun get(k: Int): NpyArray {
        if (storedShape.isEmpty() || k !in 0 until storedShape[0]) {
            mistake("array", "an index into the first axis of shape ${storedShape.contentToString()}", "$k", "count from 0")
        }
        val length = size / storedShape[0]
        return slice(storedShape.copyOfRange(1, storedShape.size), k * length)
    }

    internal fun slice(shape: IntArray, from: Int): NpyArray {
        val to = from + elements(shape)
        return NpyArray(shape, floats?.copyOfRange(from, to), integers?.copyOfRange(from, to), dtype)
    }

    override fun equals(other: Any?): Boolean = other is NpyArray &&
        other.storedShape.contentEquals(storedShape) &&
        other.floats.contentEquals(floats) &&
        other.integers.contentEquals(integers)

    override fun hashCode(): Int = 31 * storedShape.contentHashCode() + (floats?.contentHashCode() ?: integers.contentHashCode())

    override fun toString(): String = "NpyArray(${storedShape.joinToString(" x ")}, $dtype)"

    public companion object {
        /** An array of floats with the given axes; [values] is taken over, not copied. */
        @JvmStatic
        public fun of(values: DoubleArray, vararg shape: Int): NpyArray = NpyArray(shape, values, null, "<f8")

        /** An array of integers with the given axes; [values] is taken over, not copied. */
        @JvmStatic
        public fun of(values: LongArray, vararg shape: Int): NpyArray = NpyArray(shape, null, values, "<i8")
    }
}
