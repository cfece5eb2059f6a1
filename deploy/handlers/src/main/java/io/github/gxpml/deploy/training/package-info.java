// SPDX-License-Identifier: MIT
/** From an order to train to results that people review. */
package io.github.gxpml.deploy.training;
