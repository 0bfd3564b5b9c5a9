/** Performance-critical kernels: flat {@code double[]} in, flat {@code double[]} out. No labels, no files, no Kotlin. */
package ncenter.kernels;
