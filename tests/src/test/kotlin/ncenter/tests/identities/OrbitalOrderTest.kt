package ncenter.tests.identities

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.enum
import io.kotest.property.arbitrary.long
import io.kotest.property.checkAll
import ncenter.structures.Matrices
import ncenter.structures.OrbitalOrder
import ncenter.structures.Orbitals
import ncenter.structures.RawMatrices
import ncenter.structures.Shell
import ncenter.structures.Structure
import kotlin.random.Random

class OrbitalOrderTest :
    FunSpec({
        val water = Structure(intArrayOf(8, 1, 1), doubleArrayOf(0.0, 0.0, 0.1, 0.0, 0.7, -0.5, 0.0, -0.7, -0.5))
        val sto3g = Orbitals.of("O" to "1s 2s 2p", "H" to "1s")

        /** Matrix whose entry (i, j) is 100 (p[i] + p[j]) + p[i] p[j]: symmetric, and tells which rows it is made of. */
        fun labelled(vararg rows: Int) = DoubleArray(rows.size * rows.size) {
            100.0 * (rows[it / rows.size] + rows[it % rows.size]) +
                rows[it / rows.size] * rows[it % rows.size]
        }

        fun canonical(order: OrbitalOrder, stored: DoubleArray) = RawMatrices("a.npy", listOf(stored))
            .inOrder(order)
            .toCanonical(listOf(water), sto3g)
            .matrix(0)
            .toList()

        test("water in PySCF order becomes canonical with the index 0 1 3 4 2 5 6") {
            canonical(OrbitalOrder.PYSCF, labelled(0, 1, 2, 3, 4, 5, 6)) shouldBe labelled(0, 1, 3, 4, 2, 5, 6).toList()
        }

        test("water in Psi4 order, p is z x y, becomes canonical with the index 0 1 4 2 3 5 6") {
            canonical(OrbitalOrder.PSI4, labelled(0, 1, 2, 3, 4, 5, 6)) shouldBe labelled(0, 1, 4, 2, 3, 5, 6).toList()
        }

        test("components inside a shell are those of the codes") {
            OrbitalOrder.PYSCF.components(1).toList() shouldBe listOf(1, -1, 0)
            OrbitalOrder.PYSCF.components(2).toList() shouldBe listOf(-2, -1, 0, 1, 2)
            OrbitalOrder.PSI4.components(2).toList() shouldBe listOf(0, 1, -1, 2, -2)
            OrbitalOrder.CP2K.components(1).toList() shouldBe listOf(-1, 0, 1)
            OrbitalOrder.PYSCF.toCanonical(1).toList() shouldBe listOf(1, 2, 0)
        }

        test("converting to the order of a code and back changes nothing, for shells up to f") {
            val orbitals = Orbitals.of("O" to "1s 2s 3s 2p 3p 3d 4f", "H" to "1s 2p")
            val codes = listOf(OrbitalOrder.PYSCF, OrbitalOrder.PSI4, OrbitalOrder.CP2K)
            checkAll(60, Arb.enum<OrbitalOrder>(), Arb.long()) { order, seed ->
                if (order in codes) {
                    val random = Random(seed)
                    val square = DoubleArray(orbitals.size(water).let { it * it }) { random.nextDouble() }
                    val matrices: Matrices = RawMatrices("a.npy", listOf(square)).inOrder(OrbitalOrder.CANONICAL)
                    val stored = matrices.toOrder(order, listOf(water), orbitals)
                    stored.order shouldBe order
                    val back = stored.toCanonical(listOf(water), orbitals)
                    back.matrix(0).toList() shouldBe square.toList()
                    back.convertedFrom shouldBe order
                }
            }
        }

        test("shells stored as 1s 2s 2p 3s 3p are brought to all s, then all p") {
            val oxygen = listOf(Structure(intArrayOf(8), DoubleArray(3)))
            val listing = Orbitals.stored(mapOf(8 to "1s 2s 2p 3s 3p".split(' ').map(Shell::parse)))
            val stored = labelled(0, 1, 2, 3, 4, 5, 6, 7, 8)
            val matrices = RawMatrices("a.npy", listOf(stored)).inOrder(OrbitalOrder.PSI4, listing)
            listing.isCanonical shouldBe false
            matrices.toCanonical(oxygen, listing.canonical()).matrix(0).toList() shouldBe labelled(0, 1, 5, 4, 2, 3, 8, 6, 7).toList()
        }

        test("orbitals know sizes and first rows") {
            sto3g.size(8) shouldBe 5
            sto3g.size(water) shouldBe 7
            sto3g.offsets(water).toList() shouldBe listOf(0, 5, 6, 7)
            sto3g.toString() shouldBe "orbitals(H to \"1s\", O to \"1s 2s 2p\")"
            Orbitals.parse(mapOf(8 to "1s,2s, 2p", 1 to " 1s ")) shouldBe sto3g
        }
    })
