package ncenter.tests.messages

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import ncenter.structures.Dataset
import ncenter.structures.Folds
import ncenter.structures.InfoValue
import ncenter.structures.OrbitalOrder
import ncenter.structures.Orbitals
import ncenter.structures.RawMatrices
import ncenter.structures.Schema
import ncenter.structures.Shell
import ncenter.structures.Structure
import ncenter.tests.refused
import ncenter.units.Energy

class DatasetMessagesTest :
    FunSpec({
        fun hydride(vararg info: Pair<String, InfoValue>) = Structure(intArrayOf(8, 1), doubleArrayOf(0.0, 0.0, 0.0, 0.0, 0.0, 1.0), info = mapOf(*info))
        val data =
            Dataset(listOf(hydride("e" to InfoValue.Number(1.0), "g" to InfoValue.Number(2.0)), hydride("e" to InfoValue.Number(1.5))))
        val orbitals = Orbitals.of("O" to "2s 2p", "H" to "1s")
        val identity = DoubleArray(25) { if (it % 6 == 0) 1.0 else 0.0 }

        fun raw(vararg squares: DoubleArray) = RawMatrices("fock.npy", squares.toList()).inOrder(OrbitalOrder.CANONICAL)

        fun changed(index: Int, value: Double) = identity.copyOf().also { it[index] = value }

        test("splits that overlap, are empty, or reach too far are refused") {
            refused { data.split(train = intArrayOf(0, 1), test = intArrayOf(1)) } shouldBe
                "split: expected no structure in both train and test, got 1, the first is 1; leave it out of one of them"
            refused { data.split(train = intArrayOf(0, 0), test = intArrayOf(1)) } shouldBe
                "split: expected each structure once in train, got 0 twice; name each index once"
            refused { data.split(train = intArrayOf(), test = intArrayOf(1)) } shouldBe
                "split: expected at least one structure in train, got none; name at least one index"
            refused { data.split(train = intArrayOf(0), test = intArrayOf(-1)) } shouldBe
                "split: expected indices from 0 in test, got -1; count structures from 0"
            refused { data.split(train = intArrayOf(0), test = intArrayOf(2)) } shouldBe
                "split: expected indices from 0 to 1 for 2 structures, got 2; count structures from 0"
            refused { data.split(train = 0..0, test = 1..2) } shouldBe
                "split: expected indices from 0 to 1 for 2 structures, got 1..2; count structures from 0"
            refused { data.split(train = 2, test = 1, seed = 7) } shouldBe
                "split: expected at most 2 structures in train and test together, got 2 + 1; use smaller numbers"
            refused { data.split(train = 2, test = 0, seed = 7) } shouldBe
                "split: expected at least one structure in train and in test, got 2 and 0; write for example train = 400, test = 100"
            refused { Folds.of(3, 4, 1) } shouldBe "folds: expected at most as many folds as structures, 3, got 4; use fewer folds"
            refused { Folds.of(3, 0, 1) } shouldBe "folds: expected at least one fold, got 0; write for example folds = 5"
        }

        test("matrices of another size name structure and orbitals") {
            refused { data.withMatrices("fock", raw(identity, DoubleArray(36)), orbitals) } shouldBe
                "matrices: expected 5 x 5 numbers for structure 1 (HO with H: 1s, O: 2s 2p), got 6 x 6 in fock.npy; " +
                "give the orbitals and the structures the file was made with"
            refused { data.withMatrices("fock", raw(identity), orbitals) } shouldBe
                "matrices: expected 2 matrices, one per structure, got 1 in fock.npy; attach the file of these structures"
            refused { raw(DoubleArray(24)) } shouldBe
                "matrices: expected a square matrix for structure 0 of fock.npy, got 24 numbers; give n x n numbers, row after row"
        }

        test("entries that are not finite or not symmetric are refused with their place") {
            refused { data.withMatrices("fock", raw(identity, changed(11, Double.NaN)), orbitals) } shouldBe
                "matrices: expected a finite entry at (2, 1) of structure 1 in fock.npy, got NaN; leave out structures that did not converge"
            refused { data.withMatrices("fock", raw(changed(11, 0.5), identity), orbitals) } shouldBe
                "matrices: expected a symmetric matrix, got 0.5 and 0.0 at (2, 1) of structure 0 in fock.npy; symmetrize it as (A + A^T) / 2 if the difference is noise"
        }

        test("converting twice is refused") {
            val structures = data.structures
            val converted =
                RawMatrices(
                    "fock.npy",
                    listOf(identity, identity),
                ).inOrder(OrbitalOrder.PYSCF).toCanonical(structures, orbitals)
            refused { converted.toCanonical(structures, orbitals) } shouldBe
                "toCanonical: expected matrices in the order of a code, got fock.npy, already canonical, converted from PYSCF; use them as they are"
            refused { raw(identity, identity).toCanonical(structures, orbitals) } shouldBe
                "toCanonical: expected matrices in the order of a code, got fock.npy, already canonical; use them as they are"
            val psi4 = converted.toOrder(OrbitalOrder.PSI4, structures, orbitals)
            refused { psi4.toOrder(OrbitalOrder.PYSCF, structures, orbitals) } shouldBe
                "toOrder: expected canonical matrices, got fock.npy in order PSI4; call toCanonical first"
            refused { converted.toOrder(OrbitalOrder.CANONICAL, structures, orbitals) } shouldBe
                "toOrder: expected the order of a code, got CANONICAL; use the matrices as they are"
        }

        test("matrices and overlap in different orders are refused") {
            val psi4 = RawMatrices("fock.npy", listOf(identity, identity)).inOrder(OrbitalOrder.PSI4)
            refused { data.withMatrices("fock", psi4, orbitals, overlap = raw(identity, identity)) } shouldBe
                "withMatrices: expected matrices and overlap in the same order, got PSI4 and CANONICAL; correct one of them, or convert both with toCanonical"
            data
                .withMatrices(
                    "fock",
                    psi4.toCanonical(data.structures, orbitals),
                    orbitals,
                    overlap = raw(identity, identity),
                ).size shouldBe
                2
        }

        test("orbitals in another sequence than the matrix are refused") {
            val listing = Orbitals.stored(mapOf(8 to listOf(Shell(2, 1), Shell(2, 0)), 1 to listOf(Shell(1, 0))))
            refused { data.withMatrices("fock", raw(identity, identity), listing) } shouldBe
                "withMatrices: expected orbitals in matrix order, got orbitals(H to \"1s\", O to \"2p 2s\"); " +
                "pass orbitals.canonical() here and the stored ones to inOrder"
            val stored =
                RawMatrices("fock.npy", listOf(identity, identity)).inOrder(
                    OrbitalOrder.PSI4,
                    Orbitals.of(
                        "O" to "1s 2p",
                        "H" to "1s",
                    ),
                )
            refused { data.withMatrices("fock", stored, orbitals) } shouldBe
                "withMatrices: expected the stored shells to be those of orbitals(H to \"1s\", O to \"2s 2p\"), " +
                "got orbitals(H to \"1s\", O to \"1s 2p\"); list the same shells in both"
        }

        test("names and units of references are checked") {
            val attached = data.withMatrices("fock", raw(identity, identity), orbitals)
            refused { attached.withProperty("fock", doubleArrayOf(1.0, 2.0)) } shouldBe
                "data set: expected a new name for a reference, got 'fock', which is attached; choose another name"
            refused { data.withProperty(" ", doubleArrayOf(1.0, 2.0)) } shouldBe
                "data set: expected a name for the reference, got ' '; write for example \"fock\""
            refused { attached.matrices("overlap") } shouldBe "matrices: expected one of [fock], got 'overlap'; attach it with withMatrices"
            refused { attached.schema.reference("x") } shouldBe
                "reference: expected one of [e, fock], got 'x'; attach it with withMatrices or withProperty"
            refused { data.withMatrices("fock", raw(identity, identity), orbitals, Energy.ofHartree(-1.0)) } shouldBe
                "withMatrices: expected a positive unit, got -1.0 Ha; write the energy that the number 1 stands for"
        }

        test("properties that some structure lacks or that change size are refused") {
            refused { data.property("g") } shouldBe
                "property: expected one of [e], got 'g', which structure 1 does not have; attach it with withProperty"
            refused { data.property("h") } shouldBe "property: expected one of [e], got 'h'; attach it with withProperty"
            val mixed = Dataset(listOf(hydride("e" to InfoValue.Number(1.0)), hydride("e" to InfoValue.Text("high"))))
            refused { mixed.property("e") } shouldBe
                "property: expected one of [], got 'e', which is not the same kind of numbers in every structure; attach it with withProperty"
            refused { data.withProperty("q", doubleArrayOf(1.0, 2.0, 3.0)) } shouldBe
                "withProperty: expected 2 x 1 numbers for 'q', got 3; give 1 for each of the 2 structures"
            refused { data.withProperty("q", listOf(doubleArrayOf(1.0))) } shouldBe
                "withProperty: expected 2 rows for 'q', one per structure, got 1; give numbers for each structure"
            refused { data.withProperty("q", listOf(DoubleArray(4), DoubleArray(3)), perAtom = true) } shouldBe
                "withProperty: expected 4 numbers of 'q' for structure 1 (HO), got 3; give every structure the same components"
            refused { data.withProperty("q", doubleArrayOf(1.0, Double.NaN)) } shouldBe
                "withProperty: expected finite numbers of 'q' for structure 1, got NaN; leave the structure out"
        }

        test("empty data sets and schemas are refused") {
            refused { Dataset(emptyList()) } shouldBe "data set: expected at least one structure, got none; check the file it was read from"
            refused { data.subset(intArrayOf(2)) } shouldBe "subset: expected indices from 0 to 1, got 2; count structures from 0"
            refused { Schema(emptyList(), false, emptyList(), 1) } shouldBe
                "schema: expected at least one element, got none; name the atomic numbers that occur"
            refused { Schema(listOf(8, 1), false, emptyList(), 1) } shouldBe
                "schema: expected distinct atomic numbers, ascending, got [8, 1]; write [1, 8]"
        }
    })
