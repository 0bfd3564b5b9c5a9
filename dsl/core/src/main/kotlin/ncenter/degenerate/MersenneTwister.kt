package ncenter.degenerate

/**
 * The generator MT19937 (Matsumoto and Nishimura 1998) with the seeding and the 53-bit doubles of NumPy's `RandomState`, so that
 * structures drawn with it elsewhere are drawn here bit by bit.
 */
public class MersenneTwister(
    seed: Int,
) {
    private val state = IntArray(SIZE)
    private var next = SIZE

    init {
        state[0] = seed
        for (i in 1 until SIZE) state[i] = SEEDING * (state[i - 1] xor (state[i - 1] ushr 30)) + i
    }

    /** 32 random bits. */
    public fun nextInt(): Int {
        if (next == SIZE) twist()
        var y = state[next++]
        y = y xor (y ushr 11)
        y = y xor ((y shl 7) and 0x9d2c5680.toInt())
        y = y xor ((y shl 15) and 0xefc60000.toInt())
        return y xor (y ushr 18)
    }

    /** A number in [0, 1), a multiple of 2^-53. */
    public fun nextDouble(): Double {
        val high = (nextInt() ushr 5).toDouble()
        val low = (nextInt() ushr 6).toDouble()
        return (high * (1 shl 26) + low) / (1L shl 53)
    }

    /** A number in [[from], [to]). */
    public fun uniform(from: Double, to: Double): Double = from + (to - from) * nextDouble()

    private fun twist() {
        for (i in 0 until SIZE) {
            val y = (state[i] and Int.MIN_VALUE) or (state[(i + 1) % SIZE] and Int.MAX_VALUE)
            state[i] = state[(i + SHIFT) % SIZE] xor (y ushr 1) xor (if (y and 1 == 0) 0 else MATRIX)
        }
        next = 0
    }

    private companion object {
        const val SIZE = 624
        const val SHIFT = 397
        const val SEEDING = 1812433253
        const val MATRIX = 0x9908b0df.toInt()
    }
}
