/** JMH benchmarks of whole rows and of kernels. */
package ncenter.benchmarks;
