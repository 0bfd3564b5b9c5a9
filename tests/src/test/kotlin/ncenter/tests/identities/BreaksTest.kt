package ncenter.tests.identities

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import ncenter.cli.plot.roundBreaks

class BreaksTest :
    FunSpec({
        test("ticks are round numbers around the values") {
            roundBreaks(listOf(0.55, 2.69)) shouldBe listOf(0.5, 1.0, 2.0, 5.0)
            roundBreaks(listOf(40.0, 400.0)) shouldBe listOf(20.0, 50.0, 100.0, 200.0, 500.0)
        }

        test("one value, a tick itself, or none still gives an axis") {
            roundBreaks(listOf(1.0)) shouldBe listOf(1.0, 2.0)
            roundBreaks(listOf(0.3)) shouldBe listOf(0.2, 0.5)
            roundBreaks(listOf(0.0, -1.0, Double.NaN)) shouldBe listOf(0.1, 1.0)
        }
    })
