// SPDX-License-Identifier: MIT
package io.github.gxpml.deploy.stacks;

import software.amazon.awscdk.CfnParameter;
import software.constructs.Construct;

/**
 * The parameters of a stack.
 *
 * @param scope the stack
 */
record Inputs(Construct scope) {
    String text(String name, String description, String pattern) {
        return CfnParameter.Builder.create(scope, name)
                .type("String")
                .description(description)
                .allowedPattern(pattern)
                .build()
                .getValueAsString();
    }

    String text(String name, String description, String pattern, String usual) {
        return CfnParameter.Builder.create(scope, name)
                .type("String")
                .description(description)
                .allowedPattern(pattern)
                .defaultValue(usual)
                .build()
                .getValueAsString();
    }

    String number(String name, String description, int usual) {
        return CfnParameter.Builder.create(scope, name)
                .type("String")
                .description(description)
                .allowedPattern("[1-9][0-9]{0,8}")
                .defaultValue(Integer.toString(usual))
                .build()
                .getValueAsString();
    }

    /** Returns the name of an image that is named by its digest. */
    String image(String name, String description) {
        return text(
                name,
                description + ", in ECR, by its digest",
                "[0-9]{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?/[a-z0-9._/-]+@sha256:[0-9a-f]{64}");
    }

    /** Returns text with public keys in PEM. */
    String keys(String name, String description) {
        return text(
                name, description + ": public keys in PEM, one after the other", "-----BEGIN PUBLIC KEY-----[\\s\\S]+");
    }
}
