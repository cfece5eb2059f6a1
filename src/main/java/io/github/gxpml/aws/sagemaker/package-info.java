// SPDX-License-Identifier: MIT
/** Training, prediction and scoring by jobs and endpoints of Amazon SageMaker. */
package io.github.gxpml.aws.sagemaker;
