package ncenter.model

import ncenter.plan.Candidate
import ncenter.plan.Choice
import ncenter.plan.FeatureKey
import ncenter.plan.Plan
import ncenter.spec.models.RegressionSpec

/** What `auto` chose as entries of a model file, and back: the plan of the file is compiled from the choice, never from new estimates. */
internal object ChoiceArchive {
    fun candidates(plan: Plan): List<CandidateForm> = plan.candidates.map { CandidateForm(it.blockTypes, it.number, it.seconds, it.bytes, it.leftOut) }

    fun choices(plan: Plan): List<ChoiceForm> = plan.choices.map { ChoiceForm(it.key.lambda, it.key.sigma, it.key.types, it.key.blockType, it.errors, it.chosen) }

    fun candidates(form: ModelForm, spec: RegressionSpec): List<Candidate> = form.candidates.map {
        val features = spec.routes.first { route -> route.blockTypes == it.blockTypes }.candidates.getOrNull(it.number)
        requireNotNull(features) { "load: a candidate of $spec was expected, got number ${it.number} for ${it.blockTypes}; copy the file again" }
        Candidate(it.blockTypes, it.number, features, it.seconds, it.bytes, it.leftOut)
    }

    fun choices(form: ModelForm): List<Choice> = form.choices.map { Choice(FeatureKey(it.lambda, it.sigma, it.types, it.blockType), it.errors, it.chosen) }
}
