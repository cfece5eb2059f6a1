// SPDX-License-Identifier: MIT
package io.github.gxpml.metric.constraint;

import io.github.gxpml.metric.constraint.Settings.CategoryMethod;
import io.github.gxpml.metric.constraint.Settings.Method;
import java.util.Optional;

/** Settings that say one thing. */
final class SomeSettings {
    private SomeSettings() {}

    static Settings settings(String which, double threshold) {
        return new Settings(
                Optional.empty(),
                Optional.empty(),
                which.equals("datatype") ? Optional.of(threshold) : Optional.empty(),
                which.equals("domain") ? Optional.of(threshold) : Optional.empty(),
                Optional.of(false),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Settings simple(double threshold) {
        return new Settings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(threshold),
                Optional.of(Method.SIMPLE),
                Optional.empty(),
                Optional.empty());
    }

    static Settings categories(CategoryMethod method, double threshold) {
        return new Settings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(threshold),
                Optional.of(method));
    }
}
