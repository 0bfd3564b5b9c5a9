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

/**
 * Workers of one run: tasks are handed out one by one; after a cancellation or an error no further task starts.
 *
 * Tasks may hand out tasks of their own: a thread that finds no more of its own, or that waits for others, takes part in whatever else of the run
 * is under way, so that no more than the threads of the pool ever work.
 */
internal class EngineWorkers(
    private val pool: ThreadPool,
    private val listener: ProgressListener,
) : Workers {
    /** Threads beside the calling one that have nothing to do; negative while more work than there should. */
    private var idle = pool.threads - 1

    /** Batches that more threads may take part in, once for each. */
    private val open = ArrayDeque<Batch>()

    override fun forEach(count: Int, task: (Int) -> Unit) {
        val batch = Batch(count, task)
        offer(batch, minOf(pool.threads, count) - 1)
        try {
            batch.run { checkStopped() }
        } catch (e: Throwable) {
            batch.fail(OUTSIDE, e)
        }
        batch.close()
        synchronized(open) { open.removeAll { it === batch } }
        if (batch.isAtRest()) return batch.join()
        lend()
        try {
            batch.join()
        } finally {
            synchronized(open) { idle-- }
        }
    }

    private fun offer(batch: Batch, helpers: Int) = synchronized(open) {
        repeat(helpers) {
            open.addLast(batch)
            if (idle > 0) start()
        }
    }

    /** The calling thread is going to wait: another one may work in its place. */
    private fun lend() = synchronized(open) {
        idle++
        if (idle > 0 && open.isNotEmpty()) start()
    }

    private fun start() {
        idle--
        val batch = open.removeLast()
        pool.submit { generateSequence(batch) { next() }.forEach(Batch::help) }
    }

    /** What a thread that is done goes on with: the batch that was opened last; null if nothing is left, or if it is one too many. */
    private fun next(): Batch? = synchronized(open) {
        if (idle >= 0 && open.isNotEmpty()) return open.removeLast()
        idle++
        return null
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

    /** No further task starts. */
    fun close(): Unit = next.set(count)

    /** Whether no helper works on a task. */
    fun isAtRest(): Boolean = synchronized(lock) { active == 0 }

    /** Waits for the tasks that have started, interrupted or not: their memory must be at rest before the caller goes on. */
    fun join() {
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
