package ncenter.jupyter

import ncenter.audit.AuditReport
import ncenter.explain
import ncenter.plan.Plan
import org.jetbrains.kotlinx.jupyter.api.HTML
import org.jetbrains.kotlinx.jupyter.api.libraries.JupyterIntegration

/** The library as the Kotlin Jupyter kernel meets it. The kernel finds this class through `META-INF/kotlin-jupyter-libraries`. */
public class NcenterJupyter : JupyterIntegration() {
    override fun Builder.onLoaded() {
        import("ncenter.*", "ncenter.elements.*")
        render<Plan> { HTML(preformatted(it.explain())) }
        render<AuditReport> { HTML(preformatted("$it")) }
    }
}

/** [text] as HTML that keeps its columns and needs neither scripts nor style sheets. */
internal fun preformatted(text: String): String {
    val escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "<pre style=\"line-height:1.25;white-space:pre;overflow-x:auto\">$escaped</pre>"
}
