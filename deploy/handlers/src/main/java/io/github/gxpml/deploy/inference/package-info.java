// SPDX-License-Identifier: MIT
/** From a file of records to rows that say which version of the model scored them. */
package io.github.gxpml.deploy.inference;
