package ncenter.tests.identities

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import ncenter.engine.Engine
import ncenter.engine.ProgressListener
import ncenter.run.Workers
import java.util.concurrent.CancellationException
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit.SECONDS
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicIntegerArray

private val COUNTS = listOf(0, 1, 2, 3, 7, 100)

class WorkersTest :
    FunSpec({
        for (threads in listOf(1, 2, 4)) {
            fun withWorkers(listener: ProgressListener = ProgressListener.NONE, body: (Workers) -> Unit) = Engine(threads).use { body(it.workers(listener)) }

            test("every number comes exactly once, with $threads threads") {
                withWorkers { workers ->
                    for (count in COUNTS) {
                        val seen = AtomicIntegerArray(count)
                        workers.forEach(count) { seen.incrementAndGet(it) }
                        withClue("$count tasks") { List(count) { seen[it] } shouldBe List(count) { 1 } }
                    }
                }
            }

            test("tasks may hand out tasks that hand out tasks, with $threads threads") {
                withWorkers { workers ->
                    for (outer in COUNTS) {
                        for (inner in COUNTS.filter { it < 100 }) {
                            val seen = AtomicIntegerArray(outer * inner * 2)
                            workers.forEach(outer) { a ->
                                workers.forEach(inner) { b -> workers.forEach(2) { c -> seen.incrementAndGet((a * inner + b) * 2 + c) } }
                            }
                            withClue("$outer x $inner x 2 tasks") { List(seen.length()) { seen[it] } shouldBe List(seen.length()) { 1 } }
                        }
                    }
                }
            }

            test("all tasks within a task have ended when it goes on, with $threads threads") {
                withWorkers { workers ->
                    workers.forEach(8) {
                        val done = AtomicInteger()
                        workers.forEach(5) {
                            Thread.sleep(1)
                            done.incrementAndGet()
                        }
                        check(done.get() == 5) { "${done.get()} of 5 tasks had ended" }
                    }
                }
            }

            test("of several errors that of the first task is thrown, and later tasks do not start, with $threads threads") {
                withWorkers { workers ->
                    repeat(20) {
                        val started = ConcurrentHashMap.newKeySet<Int>()
                        val thrown = shouldThrow<IllegalStateException> {
                            workers.forEach(1000) { t ->
                                started += t
                                if (t >= 5) error("task $t")
                            }
                        }
                        thrown.message shouldBe "task 5"
                        // Each thread fails at the first task from 5 on that it takes.
                        (started.max() - 5) shouldBeLessThanOrEqual threads
                    }
                }
            }

            test("an error of a task within a task ends both, and the workers go on, with $threads threads") {
                withWorkers { workers ->
                    val thrown = shouldThrow<IllegalArgumentException> {
                        workers.forEach(4) { a -> workers.forEach(4) { b -> require(a != 0 || b != 2) { "task $a.$b" } } }
                    }
                    thrown.message shouldBe "task 0.2"
                    val seen = AtomicInteger()
                    workers.forEach(9) { seen.incrementAndGet() }
                    seen.get() shouldBe 9
                }
            }

            test("after a cancellation no task starts, with $threads threads") {
                val started = AtomicInteger()
                val listener = object : ProgressListener by ProgressListener.NONE {
                    override fun checkCancelled() {
                        if (started.get() >= 3) throw CancellationException("enough")
                    }
                }
                withWorkers(listener) { workers ->
                    shouldThrow<CancellationException> {
                        workers.forEach(1000) {
                            started.incrementAndGet()
                            Thread.sleep(1)
                        }
                    }.message shouldBe "enough"
                }
                val atEnd = started.get()
                Thread.sleep(20)
                started.get() shouldBe atEnd
                atEnd shouldBeLessThan 100
            }
        }

        test("a helper takes a task within a task that has begun before one that has not") {
            Engine(2).use { engine ->
                val workers = engine.workers()
                val orders = (1..20).mapNotNull {
                    val order = ConcurrentLinkedQueue<String>()
                    val open = CountDownLatch(1)
                    val second = CountDownLatch(1)
                    var helped = false
                    workers.forEach(3) { a ->
                        when (a) {
                            0 -> workers.forEach(2) { b ->
                                order += "0.$b"
                                if (b == 0) open.countDown() else second.countDown()
                                check(second.await(20, SECONDS)) { "nobody helped" }
                            }
                            1 -> {
                                helped = Thread.currentThread().name.startsWith("ncenter-")
                                check(open.await(20, SECONDS)) { "nothing to help with" }
                            }
                            else -> order += "2"
                        }
                    }
                    // The thread that handed out the three takes the next of them.
                    order.toList().takeIf { helped }
                }
                orders.distinct() shouldBe listOf(listOf("0.0", "0.1", "2"))
            }
        }

        test("a thread that is done helps with the tasks within the task that is left") {
            Engine(2).use { engine ->
                val workers = engine.workers()
                val both = CountDownLatch(2)
                workers.forEach(2) { a ->
                    // The two inner tasks wait for each other: they end only if the thread of the other outer task takes one of them.
                    if (a == 1) {
                        workers.forEach(2) {
                            both.countDown()
                            check(both.await(20, SECONDS)) { "nobody helped" }
                        }
                    }
                }
            }
        }
    })
