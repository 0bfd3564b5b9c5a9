package ncenter.tests.notebooks

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import ncenter.angstrom
import ncenter.audit.AuditReport
import ncenter.audit.PairVerdict
import ncenter.audit.Remedy
import ncenter.compile
import ncenter.correlate
import ncenter.cutoff
import ncenter.density
import ncenter.explain
import ncenter.gto
import ncenter.jupyter.NcenterJupyter
import ncenter.plan.Plan
import ncenter.property
import ncenter.regression
import ncenter.structures.ReferenceSchema
import ncenter.structures.Schema
import org.jetbrains.kotlinx.jupyter.api.CodeCell
import org.jetbrains.kotlinx.jupyter.api.FieldValue
import org.jetbrains.kotlinx.jupyter.api.MimeTypedResult
import org.jetbrains.kotlinx.jupyter.api.Notebook
import org.jetbrains.kotlinx.jupyter.api.libraries.ExecutionHost
import java.lang.reflect.Proxy

class NcenterJupyterTest :
    FunSpec({
        val definition = NcenterJupyter().getDefinitions(bare<Notebook>()).single()

        fun plan(): Plan {
            val rho = density(cutoff(3.0.angstrom), gto(nMax = 2, lMax = 1))
            val schema = Schema(listOf(1, 8), periodic = false, listOf(ReferenceSchema.Property("energy", perAtom = false, 1)), maxAtoms = 3)
            return regression(property("energy"), rho.correlate(nu = 2)).compile(schema)
        }

        test("cells get the public words and the elements") {
            definition.imports shouldContainExactly listOf("ncenter.*", "ncenter.elements.*")
        }

        test("a plan is shown as explain prints it, with its special characters escaped") {
            val plan = plan()
            val renderer = definition.renderers.single { it.accepts(plan) }
            val shown = renderer.execution.execute(bare<ExecutionHost>(), FieldValue(plan, "plan")).value as MimeTypedResult
            val html = shown.getValue("text/html")
            html shouldContain
                plan
                    .explain()
                    .replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
            html.removePrefix("<pre").removeSuffix("</pre>").substringAfter('>') shouldNotContain "->"
        }

        test("an audit is shown as it is printed, blind pairs and their remedies with it") {
            val remedy = Remedy("correlate(nu = 4), sigma = -1", 0.14, 2_000_000)
            val blind = PairVerdict("capped rings", "<first>", "second & last", 0.35, false, 1e-15, 0.0, 2e-16, told = false, listOf(remedy))
            val report = AuditReport("rho.correlate(nu = 3)", 1e-8, listOf(blind))
            val renderer = definition.renderers.single { it.accepts(report) }
            val html = (renderer.execution.execute(bare<ExecutionHost>(), FieldValue(report, "report")).value as MimeTypedResult).getValue("text/html")
            html shouldContain "$report".replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            html shouldContain "not told apart: &lt;first&gt; and second &amp; last"
            html shouldContain "told apart by correlate(nu = 4), sigma = -1: 0.140, 2.0 Mflop"
        }

        test("other values keep the kernel's own look") {
            definition.renderers.none { it.accepts("text") || it.accepts(4.0.angstrom) } shouldBe true
        }
    })

/** An instance of an interface that knows nothing but the current cell. */
private inline fun <reified T> bare(): T = Proxy.newProxyInstance(T::class.java.classLoader, arrayOf(T::class.java)) { _, method, _ ->
    if (method.name == "getCurrentCell") cell else error("${method.name} was called")
} as T

private val cell =
    Proxy.newProxyInstance(CodeCell::class.java.classLoader, arrayOf(CodeCell::class.java)) { _, method, _ -> error("${method.name} was called") }
