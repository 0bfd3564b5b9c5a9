package ncenter.tests.messages

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import ncenter.Element
import ncenter.angstrom
import ncenter.compile
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.eigenvalues
import ncenter.gto
import ncenter.hamiltonian
import ncenter.join
import ncenter.lowdin
import ncenter.orbitals
import ncenter.property
import ncenter.regression
import ncenter.ridge
import ncenter.saph
import ncenter.spec.models.RegressionSpec
import ncenter.spec.models.Ridge
import ncenter.spec.models.Route
import ncenter.spec.targets.BlockType
import ncenter.spec.targets.MatrixKind
import ncenter.spec.targets.MatrixSpec
import ncenter.structures.Schema
import ncenter.tests.refused

/** What a user reads who describes a model that cannot be, or compiles it for data it does not fit. */
class RegressionMessagesTest :
    FunSpec({
        val h = Element("H")
        val c = Element("C")
        val rho = density(cutoff(4.0.angstrom), gto(nMax = 2, lMax = 1))
        val pairs = rho.correlate(nu = 1, centers = 2)
        val fock = hamiltonian(orbitals(h to "1s", c to "1s 2s 2p"), "fock")
        val hydrocarbons = Schema(listOf(1, 6), periodic = false, references = emptyList(), maxAtoms = 8)

        test("block types without features, with several, or with features on the wrong atoms") {
            refused { regression(fock) { onSite from rho } } shouldBe
                "regression: no features for block types [SameSpeciesPlus, SameSpeciesMinus, DifferentSpecies]; add `onSite from ...` or `offSite from ...`"
            refused { regression(fock) { offSite from pairs } } shouldBe
                "regression: no features for block types [OnSite]; add `onSite from ...` or `offSite from ...`"
            refused {
                regression(fock) {
                    onSite from rho
                    offSite from rho.correlate(nu = 1)
                }
            } shouldBe
                "regression: block type SameSpeciesPlus needs 2-center features, got centers=1 (nu=1); write correlate(nu = 1, centers = 2)"
            refused {
                regression(fock) {
                    onSite from pairs
                    offSite from pairs
                }
            } shouldBe
                "regression: block type OnSite needs 1-center features, got centers=2 (nu=1); write correlate(nu = 1)"
            refused {
                regression(fock) {
                    onSite from rho
                    sameSpecies from pairs
                    differentSpecies from rho.correlate(nu = 2)
                }
            } shouldBe
                "regression: block type DifferentSpecies needs 2-center features, got centers=1 (nu=2); write correlate(nu = 2, centers = 2)"
            refused {
                regression(fock) {
                    onSite from rho
                    offSite from rho.correlate(nu = 1, centers = 3)
                }
            } shouldBe
                "regression: block type SameSpeciesPlus needs 2-center features, got centers=3 (nu=1); write .sumNeighbors() behind them until 2 are left"
            refused {
                regression(fock) {
                    onSite from rho
                    onSite from rho.correlate(nu = 2)
                    offSite from pairs
                }
            } shouldBe
                "regression: one feature for each block type was expected, got several for [OnSite]; join them: `onSite from (a join b)`"
            regression(fock) {
                onSite from (rho join rho.correlate(nu = 2))
                offSite from pairs
            }.featuresOf(BlockType.SameSpeciesMinus) shouldBe pairs
        }

        test("properties of pairs and properties with several features") {
            refused { regression(property("energy"), pairs) } shouldBe
                "regression: a property needs 1-center features, got centers=2; write .sumNeighbors() behind them or centers = 1"
            val route = Route(listOf(BlockType.OnSite), rho)
            refused { RegressionSpec(property("energy"), listOf(route, route)) } shouldBe
                "regression: one feature was expected for energy, got 2; write regression(property(\"energy\"), features)"
        }

        test("ridge strengths and folds that cannot be") {
            refused { ridge(alpha = 0.0..1.0) } shouldBe "ridge: positive alphas in ascending order were expected, got 0.0..1.0; write ridge(alpha = 1e-14..1e2)"
            refused { ridge(alpha = 1.0..1e-3) } shouldBe "ridge: positive alphas in ascending order were expected, got 1.0..0.001; write ridge(alpha = 1e-14..1e2)"
            refused { ridge(alpha = 1.0..Double.POSITIVE_INFINITY) } shouldBe
                "ridge: positive alphas in ascending order were expected, got 1.0..Infinity; write ridge(alpha = 1e-14..1e2)"
            refused { ridge(alpha = -1.0) } shouldBe "ridge: positive alphas in ascending order were expected, got -1.0..-1.0; write ridge(alpha = 1e-14..1e2)"
            refused { ridge(alpha = Double.NaN) } shouldBe "ridge: positive alphas in ascending order were expected, got NaN..NaN; write ridge(alpha = 1e-14..1e2)"
            refused { ridge(folds = 1) } shouldBe "ridge: at least 2 folds were expected to choose alpha, got 1; write ridge(folds = 5)"
            refused { Ridge(1.0, 1.0, folds = 0) } shouldBe "ridge: at least 1 fold was expected, got 0"
            refused { Ridge(perDecade = 0) } shouldBe "ridge: 1 to 20 alphas per decade were expected, got 0"
            refused { Ridge(perDecade = 21) } shouldBe "ridge: 1 to 20 alphas per decade were expected, got 21"
        }

        test("targets without a name, with a wrong parity or a transform that does not apply") {
            val shells = orbitals(h to "1s")
            refused { hamiltonian(shells, " ") } shouldBe "hamiltonian: a reference name was expected, got ' '; write hamiltonian(orbitals, reference = \"fock\")"
            refused { MatrixSpec(MatrixKind.OVERLAP, shells, "S", lowdin()) } shouldBe "overlap: no transform was expected, got lowdin(); an overlap is learned as it is"
            refused { saph(shells, h to -1) } shouldBe "saph: at least 0 cores of H were expected, got -1"
            refused { (saph(shells, h to 0) as ncenter.spec.targets.Saph).copy(extraCandidates = -1) } shouldBe "saph: at least 0 extra candidates were expected, got -1"
            refused { hamiltonian(orbitals(h to "1s", c to "2s 2p"), "fock", saph(orbitals(h to "1s", c to "1s 2p"))) } shouldBe
                "saph: shells among 2s 2p of C were expected, got 1s; project on shells of the full basis"
            refused { property("") } shouldBe "property: a name was expected, got ''; write property(\"energy\")"
            refused { property("dipole", lambda = -1) } shouldBe "property: an angular order of at least 0 was expected, got lambda=-1"
            refused { property("dipole", lambda = 1, sigma = 0) } shouldBe "property: sigma +1 or -1 was expected, got 0; sigma is the parity of the property"
            refused { fock.eigenvalues(lowest = 0) } shouldBe "eigenvalues: at least one level was expected, got lowest = 0"
            refused { BlockType.ofCode(3) } shouldBe "BlockType: one of [0, 1, -1, 2] was expected, got 3"
        }

        test("orbitals and angular orders that do not reach the blocks of the data") {
            val model =
                regression(fock) {
                    onSite from rho.correlate(nu = 2)
                    offSite from pairs
                }
            refused { model.compile(hydrocarbons.copy(elements = listOf(1, 6, 8))) } shouldBe
                "hamiltonian: orbitals of every element in the data were expected, got none for [O]; add them to orbitals(...)"
            refused { model.compile(hydrocarbons) } shouldBe
                "correlate: features up to lambda=2 are needed for the 2p-2p block of OnSite, got lMax=1; write gto(nMax = ..., lMax = 2) or correlate(..., lMax = 2)"
            val joined =
                regression(fock) {
                    onSite from rho.correlate(nu = 2, lMax = 2)
                    offSite from (pairs join pairs)
                }
            refused { joined.compile(hydrocarbons) } shouldBe
                "regression: features up to lambda=2 are needed for the 2p-2p block of SameSpeciesPlus, got lMax=1; write gto(nMax = ..., lMax = 2) or correlate(..., lMax = 2)"
            val quadrupole = regression(property("quadrupole", lambda = 2), rho)
            refused { quadrupole.compile(hydrocarbons) } shouldBe
                "regression: features with lambda=2, sigma=1 were expected for 'quadrupole', got none in $rho; raise lMax or nu"
            val chirality = regression(property("chirality", sigma = -1), rho.correlate(nu = 2))
            refused { chirality.compile(hydrocarbons) } shouldBe
                "regression: features with lambda=0, sigma=-1 were expected for 'chirality', got none in ${rho.correlate(nu = 2)}; raise lMax or nu"
        }

        test("a schema needs elements in order") {
            refused { hydrocarbons.copy(elements = emptyList()) } shouldBe "schema: expected at least one element, got none; name the atomic numbers that occur"
            refused { hydrocarbons.copy(elements = listOf(6, 1)) } shouldBe "schema: expected distinct atomic numbers, ascending, got [6, 1]; write [1, 6]"
        }
    })
