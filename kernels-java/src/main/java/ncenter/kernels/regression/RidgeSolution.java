package ncenter.kernels.regression;

/**
 * Outcome of a ridge regression with several targets.
 *
 * @param weights q x targets, row-major
 * @param intercepts one per target; zeros if no constant was fitted
 * @param alphas chosen ridge strength of each target
 * @param alphaAtEdge whether the best strength was the first or last of several
 * @param cvErrors mean squared validation error by [target][alpha]; empty rows if there was nothing to choose
 */
public record RidgeSolution(double[] weights, double[] intercepts, double[] alphas, boolean[] alphaAtEdge, double[][] cvErrors) {}
