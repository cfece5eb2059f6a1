// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.sagemaker;

import io.github.gxpml.aws.Refusals;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** Some operations of SageMaker say that there is no such thing as a mistake in the request. */
final class Missing {
    private Missing() {}

    static <T> Optional<T> asEmpty(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (SageMakerException e) {
            String code = Refusals.code(e);
            boolean missing = code.startsWith("ResourceNotFound")
                    || code.equals("ValidationException")
                            && String.valueOf(e.getMessage())
                                    .toLowerCase(Locale.ROOT)
                                    .matches("(?s).*(not found|could not find|does not exist).*");
            if (missing) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
