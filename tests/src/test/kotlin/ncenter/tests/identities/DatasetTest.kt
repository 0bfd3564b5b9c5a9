package ncenter.tests.identities

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import ncenter.structures.AtomArray
import ncenter.structures.Dataset
import ncenter.structures.InfoValue
import ncenter.structures.OrbitalOrder
import ncenter.structures.Orbitals
import ncenter.structures.RawMatrices
import ncenter.structures.ReferenceSchema
import ncenter.structures.Schema
import ncenter.structures.Structure
import ncenter.units.Energy

class DatasetTest :
    FunSpec({
        fun hydrogen(energy: Double, x: Double = 0.7) = Structure(
            intArrayOf(1, 1),
            doubleArrayOf(0.0, 0.0, 0.0, x, 0.0, 0.0),
            info = mapOf("energy" to InfoValue.Number(energy), "name" to InfoValue.Text("H2")),
            arrays = mapOf("forces" to AtomArray(3, DoubleArray(6) { it + energy })),
        )
        val orbitals = Orbitals.of("H" to "1s")
        val data = Dataset(listOf(hydrogen(-1.0), hydrogen(-1.1)))
        val squares = listOf(doubleArrayOf(-1.0, 0.5, 0.5, -1.0), doubleArrayOf(-2.0, 0.25, 0.25, -2.0))

        test("the schema lists elements, counts and what every structure carries, and prints without coordinates") {
            val schema = data.withMatrices("fock", RawMatrices("f.npy", squares).inOrder(OrbitalOrder.PYSCF), orbitals).schema
            schema shouldBe
                Schema(
                    listOf(1),
                    false,
                    listOf(
                        ReferenceSchema.Property("energy", false, 1),
                        ReferenceSchema.Matrix("fock", orbitals, true),
                        ReferenceSchema.Property("forces", true, 3),
                    ),
                    2,
                    2,
                    mapOf(1 to 4),
                )
            schema.toString() shouldBe "schema {H}, 2 structures, not periodic"
            schema.withoutCounts().toString() shouldBe "schema {H}, not periodic"
        }

        test("a value that one structure lacks is no reference") {
            val mixed = Dataset(listOf(hydrogen(1.0), Structure(intArrayOf(2), DoubleArray(3))))
            mixed.schema.references shouldBe emptyList()
            mixed.schema.elements shouldBe listOf(1, 2)
        }

        test("matrices in electronvolt are stored in hartree, overlaps are not scaled") {
            val raw = RawMatrices("f.npy", squares).inOrder(OrbitalOrder.CANONICAL)
            val reference = data.withMatrices("fock", raw, orbitals, Energy.ofElectronvolt(27.211386), overlap = raw).matrices("fock")
            reference.matrix(0).toList() shouldBe squares[0].toList()
            val half = data.withMatrices("fock", raw, orbitals, Energy.ofHartree(0.5), overlap = raw).matrices("fock")
            half.matrix(1).toList() shouldBe listOf(-1.0, 0.125, 0.125, -1.0)
            half.overlap(1)!!.toList() shouldBe squares[1].toList()
            half.isOrthogonal shouldBe false
        }

        test("properties come from the structures or are attached, and attached ones win") {
            data.property("energy").values(1).toList() shouldBe listOf(-1.1)
            data.property("forces").perAtom shouldBe true
            data.property("forces").components shouldBe 3
            val attached =
                data
                    .withProperty(
                        "energy",
                        doubleArrayOf(5.0, 6.0),
                    ).withProperty("dipole", DoubleArray(6) { it.toDouble() }, components = 3)
            attached.property("energy").values(1).toList() shouldBe listOf(6.0)
            attached.property("dipole").values(1).toList() shouldBe listOf(3.0, 4.0, 5.0)
            data
                .withProperty(
                    "charges",
                    listOf(doubleArrayOf(1.0, -1.0), doubleArrayOf(2.0, -2.0)),
                    perAtom = true,
                ).property("charges")
                .components shouldBe
                1
        }

        test("a subset takes the references along") {
            val subset =
                data
                    .withMatrices("fock", RawMatrices("f.npy", squares).inOrder(OrbitalOrder.CP2K), orbitals)
                    .withProperty("gap", doubleArrayOf(1.0, 2.0))
                    .subset(intArrayOf(1))
            subset.size shouldBe 1
            subset.matrices("fock").matrix(0).toList() shouldBe squares[1].toList()
            subset.property("gap").values(0).toList() shouldBe listOf(2.0)
            subset[0] shouldBe data[1]
        }

        test("the digest depends on every kind of content and on nothing else") {
            data.digest shouldBe Dataset(listOf(hydrogen(-1.0), hydrogen(-1.1))).digest
            data.digest.length shouldBe 64
            val others =
                listOf(
                    data.subset(intArrayOf(1, 0)),
                    data.subset(intArrayOf(0)),
                    Dataset(listOf(hydrogen(-1.0), hydrogen(-1.2))),
                    Dataset(listOf(hydrogen(-1.0), hydrogen(-1.1, x = 0.7000000000000001))),
                    data.withProperty("gap", doubleArrayOf(1.0, 2.0)),
                    data.withProperty("gap", doubleArrayOf(1.0, 2.5)),
                    data.withMatrices("fock", RawMatrices("f.npy", squares).inOrder(OrbitalOrder.CP2K), orbitals),
                )
            others.forEach { it.digest shouldNotBe data.digest }
            others.map(Dataset::digest).distinct().size shouldBe others.size
        }
    })
