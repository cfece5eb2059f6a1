// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import io.github.gxpml.port.TrainingException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The hyperparameters of one training, defaults included.
 *
 * @param values whole numbers as Long, others as Double, by name
 */
record Hyperparameters(Map<String, Object> values) {
    /**
     * What a hyperparameter may be.
     *
     * @param name as in the spec
     * @param initial its value if the spec does not say
     * @param min smallest allowed value
     * @param max largest allowed value
     * @param whole whether it must be a whole number
     */
    record Definition(String name, double initial, double min, double max, boolean whole) {
        private Object value(Object given) throws TrainingException {
            double value = given instanceof Number number ? number.doubleValue() : Double.NaN;
            if (!(value >= min && value <= max) || (whole && value != Math.rint(value))) {
                throw new TrainingException("hyperparameter " + name + " is " + given + ", but must be a "
                        + (whole ? "whole number" : "number") + " from " + text(min) + " to " + text(max));
            }
            return typed(value);
        }

        private Object typed(double value) {
            if (whole) {
                return (long) value;
            }
            return value;
        }

        private String text(double limit) {
            return typed(limit).toString();
        }
    }

    /** Copies the values in key order. */
    Hyperparameters {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** Checks what a spec gives and adds the defaults of what it leaves out. */
    static Hyperparameters of(String algorithm, List<Definition> definitions, Map<String, Object> given)
            throws TrainingException {
        var values = new TreeMap<String, Object>();
        for (Definition definition : definitions) {
            String name = definition.name();
            values.put(
                    name,
                    given.containsKey(name)
                            ? definition.value(given.get(name))
                            : definition.typed(definition.initial()));
        }
        for (String name : given.keySet()) {
            if (!values.containsKey(name)) {
                String allowed = definitions.stream().map(Definition::name).collect(Collectors.joining(", "));
                throw new TrainingException("unknown hyperparameter " + name + ": " + algorithm + " knows " + allowed);
            }
        }
        return new Hyperparameters(values);
    }

    /** Returns a whole number. */
    int whole(String name) {
        return Math.toIntExact((Long) values.get(name));
    }

    /** Returns a number. */
    double number(String name) {
        return (Double) values.get(name);
    }
}
