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
    override fun forEach(
        count: Int,
        task: (Int) -> Unit,
    ) {
        val batch = Batch(count, task)
        val helpers = minOf(pool.threads, count) - 1
        repeat(helpers) { pool.submit(batch::help) }
        try {
            batch.run { checkStopped() }
        } catch (e: Throwable) {
            batch.fail(e)
        }
        batch.join()
    }

    private fun checkStopped() {
        if (Thread.interrupted()) throw CancellationException("interrupted")
        listener.checkCancelled()
    }
}

/** Tasks 0 until [count] that several threads take from. */
private class Batch(
    private val count: Int,
    private val task: (Int) -> Unit,
) {
    private val next = AtomicInteger()
    private val failure = AtomicReference<Throwable>()
    private val lock = Object()
    private var active = 0

    fun run(betweenTasks: () -> Unit) {
        while (failure.get() == null) {
            betweenTasks()
            val t = next.getAndIncrement()
            if (t >= count) return
            task(t)
        }
    }

    /** Body of a helper thread. One that starts when all tasks are taken does nothing. */
    fun help() {
        synchronized(lock) { active++ }
        try {
            if (next.get() < count) run { }
        } catch (e: Throwable) {
            fail(e)
        } finally {
            synchronized(lock) {
                active--
                lock.notifyAll()
            }
        }
    }

    fun fail(e: Throwable) {
        failure.compareAndSet(null, e)
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
                    fail(CancellationException("interrupted"))
                }
            }
        }
        if (interrupted) Thread.currentThread().interrupt()
        failure.get()?.let { throw it }
    }
}
