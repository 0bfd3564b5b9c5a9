package ncenter.structures

/**
 * Seeded random order, the same on every JVM and in every release: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014) and the
 * Fisher-Yates shuffle. Kotlin's and Java's generators do not promise that.
 */
internal class SplitMix64(
    private var state: Long,
) {
    fun next(): Long {
        state += -0x61c8864680b583ebL // the golden ratio, 0x9e3779b97f4a7c15
        val a = (state xor (state ushr 30)) * -0x40a7b892e31b1a47L // 0xbf58476d1ce4e5b9
        val b = (a xor (a ushr 27)) * -0x6b2fb644ecceee15L // 0x94d049bb133111eb
        return b xor (b ushr 31)
    }

    /** Uniform in 0 until [bound], without the bias of a bare remainder. */
    fun below(bound: Int): Int {
        while (true) {
            val bits = (next() ushr 33).toInt()
            val value = bits % bound
            if (bits - value + (bound - 1) >= 0) return value
        }
    }
}

/** The numbers 0 until [size] in the random order of [seed]. */
internal fun permutation(size: Int, seed: Long): IntArray {
    val random = SplitMix64(seed)
    val order = IntArray(size) { it }
    for (k in size - 1 downTo 1) {
        val other = random.below(k + 1)
        order[k] = order[other].also { order[other] = order[k] }
    }
    return order
}
