package ncenter.run

import java.util.concurrent.atomic.AtomicLong

/** What a step really took, summed over chunks. */
public class StepMeasure {
    private val nanos = AtomicLong()
    private val largest = AtomicLong()

    /** Wall time in seconds. */
    public val seconds: Double get() = nanos.get() * 1e-9

    /** Bytes of the largest output of one chunk. */
    public val bytes: Long get() = largest.get()

    internal fun add(elapsed: Long, outputBytes: Long) {
        nanos.addAndGet(elapsed)
        largest.accumulateAndGet(outputBytes, Math::max)
    }
}
