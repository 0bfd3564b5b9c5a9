package ncenter.tests.identities

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import ncenter.cli.console.MemorySize

class MemorySizeTest :
    FunSpec({
        test("amounts are read in decimal and binary units") {
            val read = listOf("2GB", "1.5g", "512MiB", "4096", "10 kB", "1TB").map(MemorySize::parse)
            read shouldBe listOf(2_000_000_000L, 1_500_000_000L, 536_870_912L, 4096L, 10_000L, 1_000_000_000_000L)
        }

        test("what is no amount is refused") {
            listOf("", "GB", "-1GB", "0", "2XB", "1iB", "1e9", "99999999999TB").forEach {
                shouldThrow<IllegalArgumentException> { MemorySize.parse(it) }
            }
        }

        test("amounts are shown with three digits") {
            listOf(999L, 1_000L, 1_534_000L, 999_600_000L, 2_000_000_000L).map(MemorySize::format) shouldBe
                listOf("999 B", "1.00 kB", "1.53 MB", "1.00 GB", "2.00 GB")
        }
    })
