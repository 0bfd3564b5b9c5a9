package ncenter.cli.bench

/** Wall time of [work], warm: it runs for [seconds], the first half of which does not count; the best run is returned in seconds. */
internal fun bestSeconds(
    seconds: Double,
    work: () -> Unit,
): Double {
    val started = System.nanoTime()
    var best = Double.POSITIVE_INFINITY
    var runs = 0
    while (true) {
        val from = System.nanoTime()
        work()
        val to = System.nanoTime()
        runs++
        val passed = (to - started) * 1e-9
        if (passed > seconds / 2 || runs == 1) best = minOf(best, (to - from) * 1e-9)
        if (passed > seconds && runs > 2) return best
    }
}
