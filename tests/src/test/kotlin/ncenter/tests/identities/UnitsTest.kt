package ncenter.tests.identities

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import ncenter.units.Length

class UnitsTest :
    FunSpec({
        test("one bohr is 0.529 angstrom") {
            Length.ofBohr(1.0).inAngstrom shouldBe 0.52917721092
        }
    })
