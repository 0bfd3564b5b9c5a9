package ncenter.engine

import ncenter.run.Workers
import java.util.concurrent.CancellationException
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicReference

/** The threads of an engine. The thread that asks for work always takes part, so calls may nest and come from anywhere. */
internal class ThreadPool(
    val threads: Int,
) : AutoCloseable {
    private val number = AtomicInteger()
    private val executor =
        Executors.newCachedThreadPool { task ->
            Thread(task, "ncenter-${number.incrementAndGet()}").apply { isDaemon = true }
        }

    fun submit(task: Runnable): Unit = executor.execute(task)

    override fun close() {
        executor.shutdown()
    }
}

/** Workers of one run: tasks are handed out one by one; after a cancellation or an error no further task starts. */
internal class EngineWorkers(
    private val pool: ThreadPool,
    private val listener: ProgressListener,
) : Workers {
    override fun forEach(count: Int, task: (Int) -> Unit) {
        val batch = Batch(count, task)
        val helpers = minOf(pool.threads, count) - 1
        repeat(helpers) { pool.submit(batch::help) }
        try {
            batch.run { checkStopped() }
        } catch (e: Throwable) {
            batch.fail(OUTSIDE, e)
        }
        batch.join()
    }

    private fun checkStopped() {
        if (Thread.interrupted()) throw CancellationException("interrupted")
        listener.checkCancelled()
    }
}

/** The number of a failure between tasks; a cancellation comes before any error of a task. */
private const val OUTSIDE = -1

private class Failure(
    val task: Int,
    val cause: Throwable,
)

/**
 * Tasks 0 until [count] that several threads take from.
 *
 * Of several errors that of the first task is thrown, so that a mistake in the data is reported the same way for any number of
 * threads: tasks are handed out in order, so the first that fails has always been started.
 */
private class Batch(
    private val count: Int,
    private val task: (Int) -> Unit,
) {
    private val next = AtomicInteger()
    private val failure = AtomicReference<Failure>()
    private val lock = Object()
    private var active = 0

    fun run(betweenTasks: () -> Unit) {
        while (failure.get() == null) {
            betweenTasks()
            val t = next.getAndIncrement()
            if (t >= count) return
            try {
                task(t)
            } catch (e: Throwable) {
                return fail(t, e)
            }
        }
    }

    /** Body of a helper thread. One that starts when all tasks are taken does nothing. */
    fun help() {
        synchronized(lock) { active++ }
        try {
            if (next.get() < count) run { }
        } finally {
            synchronized(lock) {
                active--
                lock.notifyAll()
            }
        }
    }

    fun fail(task: Int, cause: Throwable) {
        failure.accumulateAndGet(Failure(task, cause)) { old, new -> if (old == null || new.task < old.task) new else old }
        next.set(count)
    }

    /** Waits for the tasks that have started, interrupted or not: their memory must be at rest before the caller goes on. */
    fun join() {
        next.set(count)
        var interrupted = false
        synchronized(lock) {
            while (active > 0) {
                try {
                    lock.wait()
                } catch (_: InterruptedException) {
                    interrupted = true
                    fail(OUTSIDE, CancellationException("interrupted"))
                }
            }
        }
        if (interrupted) Thread.currentThread().interrupt()
        failure.get()?.let { throw it.cause }
    }
}
