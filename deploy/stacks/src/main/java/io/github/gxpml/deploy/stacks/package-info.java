// SPDX-License-Identifier: MIT
/** The two reference architectures as CloudFormation. */
package io.github.gxpml.deploy.stacks;
