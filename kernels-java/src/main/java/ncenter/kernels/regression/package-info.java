/**
 * Ridge regression that accumulates rows as they stream by, with the ridge strength of each target chosen by cross-validation; and
 * principal components.
 *
 * <p>Problems too large for memory read their rows again and again: {@link ncenter.kernels.regression.RidgeSpilled} and {@link
 * ncenter.kernels.regression.RidgeIterative}.
 *
 * <p>Every problem is: minimize {@code sum_rows |y - x w - b|^2 / rows + alpha |w|^2}. See {@link
 * ncenter.kernels.regression.RidgeEquations} for the two ways to accumulate and their numerical floors.
 */
package ncenter.kernels.regression;
