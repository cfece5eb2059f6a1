// SPDX-License-Identifier: MIT
/** The four stages of a model: train, validate, register, monitor. */
package io.github.gxpml.lifecycle;
