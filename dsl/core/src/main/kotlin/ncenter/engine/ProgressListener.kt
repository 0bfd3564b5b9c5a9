package ncenter.engine

import java.util.concurrent.CancellationException

/**
 * The one who is told how far the work is, and asked whether to go on.
 *
 * Calls come from the thread that walks the plan, never from two threads at once: [started], any number of [advanced], [finished].
 * After a cancellation or an error [finished] may be missing.
 */
public interface ProgressListener {
    /** A step begins; [total] counts its chunks or structures, 0 if unknown. */
    public fun started(step: String, total: Long)

    /** [done] of [total] units of the running step are finished. */
    public fun advanced(done: Long, total: Long)

    /** The step ended normally. */
    public fun finished(step: String)

    /**
     * Called between chunks, where stopping leaves nothing half done.
     *
     * @throws CancellationException if the user asked to stop
     */
    @Throws(CancellationException::class)
    public fun checkCancelled()

    public companion object {
        /** Listens to nothing and never cancels. */
        public val NONE: ProgressListener = SilentProgress
    }
}

private object SilentProgress : ProgressListener {
    override fun started(step: String, total: Long) = Unit

    override fun advanced(done: Long, total: Long) = Unit

    override fun finished(step: String) = Unit

    override fun checkCancelled() = Unit
}
