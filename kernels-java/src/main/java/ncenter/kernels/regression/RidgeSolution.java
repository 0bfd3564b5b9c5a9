package ncenter.kernels.regression;

/**
 * A fitted ridge model of several targets.
 *
 * @param weights     q x targets
 * @param intercepts  one per target, 0 where none was asked for
 * @param alphas      ridge strength chosen for each target
 * @param cvErrors    [target][alpha]: mean squared validation error over all rows, each predicted by the folds it is not in;
 *                    empty rows without cross-validation
 * @param alphaAtEdge true for a target whose best alpha is the first or last of a grid of several: the grid may be too narrow
 */
public record RidgeSolution(
        double[] weights, double[] intercepts, double[] alphas, double[][] cvErrors, boolean[] alphaAtEdge) {}
