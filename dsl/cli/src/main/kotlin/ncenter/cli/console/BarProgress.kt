package ncenter.cli.console

import me.tongfei.progressbar.ConsoleProgressBarConsumer
import me.tongfei.progressbar.ProgressBar
import me.tongfei.progressbar.ProgressBarBuilder
import me.tongfei.progressbar.ProgressBarStyle
import ncenter.engine.ProgressListener
import java.io.PrintStream

/** Progress as one moving bar per step, for terminals [columns] wide. A finished bar disappears. */
public class BarProgress(
    private val out: PrintStream,
    private val columns: Int,
    private val cancellation: Cancellation,
) : ProgressListener,
    AutoCloseable {
    private var bar: ProgressBar? = null

    override fun started(
        step: String,
        total: Long,
    ) {
        close()
        bar =
            ProgressBarBuilder()
                .setTaskName(step)
                .setInitialMax(if (total > 0) total else UNKNOWN)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setConsumer(ConsoleProgressBarConsumer(out, columns))
                .clearDisplayOnFinish()
                .build()
    }

    override fun advanced(
        done: Long,
        total: Long,
    ) {
        bar?.stepTo(done)
    }

    override fun finished(step: String): Unit = close()

    override fun checkCancelled(): Unit = cancellation.check()

    /** Removes a bar that an exception left behind. */
    override fun close() {
        bar?.close()
        bar = null
    }

    private companion object {
        const val UNKNOWN = -1L
        const val UPDATE_MILLIS = 200
    }
}
