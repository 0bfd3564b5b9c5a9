package ncenter.tests.golden

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import ncenter.tests.AtomicFockCase
import ncenter.tests.kernelForms
import kotlin.math.abs

/** The Fock matrix of superposed atoms against PySCF (see the README beside the file). */
class AtomicFockTest :
    FunSpec({
        test("matrices of STO-3G, def2-SVP and a basis with f functions equal those of PySCF to 1e-12 hartree") {
            AtomicFockCase.references.values shouldHaveSize 4
            for ((name, reference) in AtomicFockCase.references) {
                for (form in kernelForms) {
                    val matrix = reference.case.matrix(form = form)
                    matrix.size shouldBe reference.fock.size
                    for (i in matrix.indices) withClue("$name, $form, element $i: ${matrix[i]} and ${reference.fock[i]}") { abs(matrix[i] - reference.fock[i]) shouldBeLessThan 1e-12 }
                }
            }
        }

        test("one electron more in a shell raises every diagonal element") {
            val reference = AtomicFockCase.references.getValue("water STO-3G")
            val ion = reference.case.with(electrons = listOf(listOf(2.0, 2.0, 5.0)) + reference.case.electrons.drop(1)).matrix()
            for (i in 0 until 7) ion[8 * i] - reference.fock[8 * i] shouldBeGreaterThan 0.1
        }
    })
