// SPDX-License-Identifier: MIT
package io.github.gxpml.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.gxpml.metric.constraint.CheckType;
import io.github.gxpml.metric.constraint.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViolationsFileTest {
    @Test
    void shouldWriteWhatItReads() throws Exception {
        byte[] document = Documents.bytes("constraint_violations.json");

        List<Violation> violations = ViolationsFile.read("constraint_violations.json", document);

        assertThat(violations)
                .extracting(Violation::check)
                .containsExactly(CheckType.DATA_TYPE, CheckType.CATEGORICAL_VALUES);
        assertThat(ViolationsFile.write(violations)).isEqualTo(document);
    }

    @Test
    void shouldWriteAnEmptyListWhereNothingIsViolated() throws Exception {
        assertThat(ViolationsFile.read("v", ViolationsFile.write(List.of()))).isEmpty();
    }

    @Test
    void shouldRefuseOtherViolations() {
        String bias = "{\"violations\":[{\"feature_name\":\"x\",\"constraint_check_type\":\"bias_drift_check\","
                + "\"description\":\"\"}]}";
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> ViolationsFile.read("v.json", bias.getBytes(StandardCharsets.UTF_8)))
                .withMessage("`v.json`: violations[0].constraint_check_type is \"bias_drift_check\", it must be a check"
                        + " of data quality");
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> ViolationsFile.read("v.json", "{}".getBytes(StandardCharsets.UTF_8)))
                .withMessage("`v.json`: violations is missing, it must be a list");
    }
}
