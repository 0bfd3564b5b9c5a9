/** Ridge regression in feature and in sample space, and principal components. */
package ncenter.kernels.regression;
