// SPDX-License-Identifier: MIT
/** Constraints that a table must satisfy, in the terms of Amazon SageMaker Model Monitor, and the check of them. */
package io.github.gxpml.metric.constraint;
