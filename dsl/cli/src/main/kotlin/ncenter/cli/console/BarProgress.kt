package ncenter.cli.console

import me.tongfei.progressbar.ProgressBar
import me.tongfei.progressbar.ProgressBarBuilder
import me.tongfei.progressbar.ProgressBarConsumer
import me.tongfei.progressbar.ProgressBarStyle
import ncenter.engine.ProgressListener
import java.io.PrintStream

/** Progress as one moving bar per step, for terminals [columns] wide. A finished bar disappears. */
public class BarProgress(
    out: PrintStream,
    columns: Int,
    private val cancellation: Cancellation,
) : ProgressListener,
    AutoCloseable {
    private val line = OneLine(out, columns - 1)
    private var bar: ProgressBar? = null

    override fun started(step: String, total: Long) {
        close()
        bar =
            ProgressBarBuilder()
                .setTaskName(step)
                .setInitialMax(if (total > 0) total else UNKNOWN)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setConsumer(line)
                .build()
    }

    override fun advanced(done: Long, total: Long) {
        bar?.stepTo(done)
    }

    override fun finished(step: String): Unit = close()

    override fun checkCancelled(): Unit = cancellation.check()

    /** Removes a bar that an exception left behind. */
    override fun close() {
        bar?.close() ?: return
        bar = null
        line.clear()
    }

    private companion object {
        const val UNKNOWN = -1L
        const val UPDATE_MILLIS = 200
    }
}

/** One line of a terminal, written over again and again, and left empty. */
private class OneLine(
    private val out: PrintStream,
    private val width: Int,
) : ProgressBarConsumer {
    override fun getMaxRenderedLength(): Int = width

    override fun accept(line: String) {
        out.print("\r" + line.take(width).padEnd(width))
        out.flush()
    }

    override fun clear() {
        out.print("\r" + " ".repeat(width) + "\r")
        out.flush()
    }

    override fun close(): Unit = Unit
}
