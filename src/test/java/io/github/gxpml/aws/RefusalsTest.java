// SPDX-License-Identifier: MIT
package io.github.gxpml.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.aws.AwsException.Kind;
import io.github.gxpml.aws.Refusals.Attempt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class RefusalsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AccessDeniedException                       | DENIED      | - allow s:Do
            UnauthorizedOperation                       | DENIED      | - allow s:Do
            AuthorizationError                          | DENIED      | - allow s:Do
            ExpiredTokenException                       | DENIED      | - the credentials are over
            NotFound                                    | NOT_FOUND   | - check name and region
            AWS.SimpleQueueService.NonExistentQueue     | NOT_FOUND   | - check name and region
            JobNotFoundException                        | NOT_FOUND   | - check name and region
            ActionTypeNotFoundException                 | NOT_FOUND   | - register it with `gxp worker register`
            SlowDown                                    | UNAVAILABLE | - it was asked too often
            ValidationException                         | REFUSED     | it is so
            """)
    void shouldKnowWhatEachServiceCallsItsErrors(String code, Kind kind, String remedy) {
        var said = AwsServiceException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("it is so")
                        .build())
                .build();

        AwsException refused = Refusals.of(new Attempt("it was not done", "s:Do"), said);

        assertThat(refused.kind()).isEqualTo(kind);
        assertThat(refused)
                .hasMessageStartingWith("it was not done: " + code + ": it is so")
                .hasMessageContaining(remedy);
    }
}
