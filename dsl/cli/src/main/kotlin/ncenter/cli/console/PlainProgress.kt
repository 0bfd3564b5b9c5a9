package ncenter.cli.console

import ncenter.engine.ProgressListener
import java.io.PrintStream
import java.util.Locale

/** Progress as lines, for logs and pipes: one when a step ends, and one every [quietSeconds] while a long one runs. */
public class PlainProgress(
    private val out: PrintStream,
    private val cancellation: Cancellation,
    private val quietSeconds: Double = 10.0,
    private val clock: () -> Long = System::nanoTime,
) : ProgressListener {
    private var step = ""
    private var begun = 0L
    private var spoken = 0L

    override fun started(step: String, total: Long) {
        this.step = step
        begun = clock()
        spoken = begun
    }

    override fun advanced(done: Long, total: Long) {
        if (seconds(spoken) < quietSeconds) return
        spoken = clock()
        out.println("  $step: $done of ${if (total > 0) "$total" else "?"} after ${format(seconds(begun))}")
    }

    override fun finished(step: String) {
        out.println("  $step: ${format(seconds(begun))}")
    }

    override fun checkCancelled(): Unit = cancellation.check()

    private fun seconds(since: Long) = (clock() - since) / NANOS

    private fun format(seconds: Double) = "%.1f s".format(Locale.ROOT, seconds)

    private companion object {
        const val NANOS = 1e9
    }
}
