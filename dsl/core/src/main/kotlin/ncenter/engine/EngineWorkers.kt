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
 * is under way, so that no more than the threads of the pool ever work. Helpers go to the tasks that were handed out last, and leave others for them: somebody
 * who is in the middle of a large task waits for these, while nobody waits yet for one that has not begun.
 */
internal class EngineWorkers(
    private val pool: ThreadPool,
    private val listener: ProgressListener,
) : Workers {
    override val threads: Int get() = pool.threads

    /** Threads beside the calling one that have nothing to do; negative while more work than there should. */
    private var idle = pool.threads - 1

    /** Batches that more threads may take part in, once for each, in the order of their numbers. */
    private val open = ArrayDeque<Batch>()
    private var batches = 0L

    /** What threads look at that have nothing to do, before they go to sleep: the batch that they are to take part in. */
    private val alert = ArrayDeque<AtomicReference<Batch>>()

    override fun forEach(count: Int, task: (Int) -> Unit) {
        val batch = Batch(synchronized(open) { batches++ }, count, task)
        offer(batch, minOf(pool.threads, count) - 1)
        try {
            batch.run {
                checkStopped()
                false
            }
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
            insert(batch)
            if (idle > 0) start()
        }
    }

    /** Two threads may open batches at once: the later number may come first. */
    private fun insert(batch: Batch) {
        val newer = open.indexOfFirst { it.number > batch.number }
        if (newer < 0) open.addLast(batch) else open.add(newer, batch)
    }

    /** The calling thread is going to wait: another one may work in its place. */
    private fun lend() = synchronized(open) {
        idle++
        if (idle > 0 && open.isNotEmpty()) start()
    }

    private fun start() {
        idle--
        val batch = open.removeLast()
        val awake = alert.removeLastOrNull()
        if (awake == null) pool.submit { work(batch) } else awake.set(batch)
    }

    private fun work(first: Batch) {
        var batch: Batch? = first
        while (batch != null) {
            help(batch)
            batch = next()
        }
    }

    /** Takes part in [batch] until nothing of it is left, or until a newer one wants help: then somebody else may have this place. */
    private fun help(batch: Batch) {
        batch.help { synchronized(open) { open.isNotEmpty() && open.last().number > batch.number } }
        synchronized(open) { if (!batch.isTaken()) insert(batch) }
    }

    /** What a thread that is done goes on with: the batch that was opened last, or soon will be; null if there is none, or if it is one too many. */
    private fun next(): Batch? {
        val own = AtomicReference<Batch>()
        synchronized(open) {
            if (idle >= 0 && open.isNotEmpty()) return open.removeLast()
            if (++idle <= 0) return null
            alert.addLast(own)
        }
        spinUntil { own.get() != null }
        synchronized(open) { alert.remove(own) }
        return own.get()
    }

    private fun checkStopped() {
        if (Thread.interrupted()) throw CancellationException("interrupted")
        listener.checkCancelled()
    }
}

/** To wake a thread up takes as long as a small task: one that will be needed at once should not have gone to sleep. */
private const val ALERT_NANOS = 100_000L

/** Looks again and again until [done] or until it is time to sleep. */
private inline fun spinUntil(done: () -> Boolean) {
    val start = System.nanoTime()
    while (!done() && System.nanoTime() - start < ALERT_NANOS) Thread.onSpinWait()
}

/** The number of a failure between tasks; a cancellation comes before any error of a task. */
private const val OUTSIDE = -1

/**
 * Tasks 0 until [count] that several threads take from; a batch with a larger [number] was handed out later.
 *
 * Of several errors that of the first task is thrown, so that a mistake in the data is reported the same way for any number of
 * threads: tasks are handed out in order, so the first that fails has always been started.
 */
private class Batch(
    val number: Long,
    private val count: Int,
    private val task: (Int) -> Unit,
) {
    private val next = AtomicInteger()
    private val lock = Object()

    @Volatile
    private var failure: Throwable? = null

    /** The first task that failed; [count] if none did. */
    private var failed = count

    @Volatile
    private var active = 0

    /** Works until all tasks are taken, one failed, or [leave] says so before a task. */
    fun run(leave: () -> Boolean) {
        while (failure == null && !leave()) {
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
    fun help(leave: () -> Boolean) {
        synchronized(lock) { active++ }
        try {
            if (!isTaken()) run(leave)
        } finally {
            synchronized(lock) {
                active--
                lock.notifyAll()
            }
        }
    }

    /** Allocates nothing: memory may be what the task failed for. */
    fun fail(task: Int, cause: Throwable) {
        synchronized(lock) {
            if (task < failed) {
                failed = task
                failure = cause
            }
        }
        next.set(count)
    }

    /** No further task starts. */
    fun close(): Unit = next.set(count)

    /** Whether no further task will start. */
    fun isTaken(): Boolean = next.get() >= count

    /** Whether no helper works on a task. */
    fun isAtRest(): Boolean = synchronized(lock) { active == 0 }

    /** Waits for the tasks that have started, interrupted or not: their memory must be at rest before the caller goes on. */
    fun join() {
        var interrupted = false
        spinUntil { active == 0 }
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
        failure?.let { throw it }
    }
}
