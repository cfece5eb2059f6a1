// SPDX-License-Identifier: MIT
package io.github.gxpml.io;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** How the value types of our documents look in JSON: instants as RFC 3339 in UTC, days as in 2026-12-31, no NaN, enums by name. */
final class ValueModule extends SimpleModule {
    private static final long serialVersionUID = 1;

    ValueModule() {
        addSerializer(Instant.class, new JsonSerializer<>() {
            @Override
            public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(value.toString());
            }
        });
        addDeserializer(Instant.class, new JsonDeserializer<>() {
            @Override
            public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
                try {
                    return Instant.parse(in.getText());
                } catch (DateTimeParseException e) {
                    throw context.weirdStringException(in.getText(), Instant.class, "not an RFC 3339 instant");
                }
            }
        });
        addSerializer(LocalDate.class, new JsonSerializer<>() {
            @Override
            public void serialize(LocalDate value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(value.toString());
            }
        });
        addDeserializer(LocalDate.class, new JsonDeserializer<>() {
            @Override
            public LocalDate deserialize(JsonParser in, DeserializationContext context) throws IOException {
                try {
                    return LocalDate.parse(in.getText());
                } catch (DateTimeParseException e) {
                    throw context.weirdStringException(in.getText(), LocalDate.class, "not a day");
                }
            }
        });
        JsonSerializer<Double> finite = new JsonSerializer<>() {
            @Override
            public void serialize(Double value, JsonGenerator out, SerializerProvider provider) throws IOException {
                if (!Double.isFinite(value)) {
                    throw new IOException("a number is " + value + ", which JSON cannot hold");
                }
                out.writeNumber(value);
            }
        };
        addSerializer(Double.class, finite);
        addSerializer(double.class, finite);
    }
}
