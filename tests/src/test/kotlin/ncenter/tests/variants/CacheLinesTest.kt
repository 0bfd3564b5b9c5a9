package ncenter.tests.variants

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.ints.shouldBeInRange
import io.kotest.matchers.shouldBe
import ncenter.kernels.lanes.CacheLines
import java.lang.foreign.FunctionDescriptor
import java.lang.foreign.Linker
import java.lang.foreign.MemorySegment
import java.lang.foreign.ValueLayout.ADDRESS
import java.lang.foreign.ValueLayout.JAVA_INT
import java.lang.foreign.ValueLayout.JAVA_LONG

/** All eight bytes of this number are the same. */
private const val MARK = 0x4242424242424242L

/** The C library's memchr finds the marked number: where it lies is known without the code under test. */
private val memchr by lazy {
    val linker = Linker.nativeLinker()
    linker.downcallHandle(linker.defaultLookup().find("memchr").get(), FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_INT, JAVA_LONG), Linker.Option.critical(true))
}

private fun addressOfMark(array: DoubleArray): Long = memchr.invokeWithArguments(MemorySegment.ofArray(array), 0x42, array.size * 8L) as Long

class CacheLinesTest :
    FunSpec({
        test("the number that is said to begin a cache line does, unless the collector moved the array meanwhile") {
            val sizes = (8..60) + listOf(1000, 4096, 100_000)
            var right = 0
            for (size in sizes) {
                val array = DoubleArray(size)
                val first = CacheLines.first(array)
                first shouldBeInRange 0..<CacheLines.DOUBLES
                array[first] = Double.fromBits(MARK)
                if (addressOfMark(array) % 64 == 0L) right++
            }
            withClue("$right of ${sizes.size}") { right shouldBeGreaterThan sizes.size * 9 / 10 }
        }

        test("asking leaves the numbers alone, and an empty array has an answer") {
            val array = DoubleArray(33) { it.toDouble() }
            CacheLines.first(array)
            array.toList() shouldBe List(33) { it.toDouble() }
            CacheLines.first(DoubleArray(0)) shouldBeInRange 0..<CacheLines.DOUBLES
        }
    })
