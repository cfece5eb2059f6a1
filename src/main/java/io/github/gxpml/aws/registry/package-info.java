// SPDX-License-Identifier: MIT
/** Versions of models in a table and a bucket of AWS, and in the SageMaker Model Registry. */
package io.github.gxpml.aws.registry;
