// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What a bucket's policy must deny to everybody. Only a statement with no further condition is believed to deny it. */
abstract class BucketPolicy extends BucketProbe {
    @Override
    public final List<String> read() {
        return List.of("s3:GetBucketPolicy");
    }

    @Override
    final Finding lookAt(String bucket, Used used, Account account) throws IOException {
        String text =
                account.s3().getBucketPolicy(request -> request.bucket(bucket)).policy();
        List<PolicyDocument.Statement> denials = PolicyDocument.parse(text).statements().stream()
                .filter(statement -> !statement.allows() && statement.everybody())
                .filter(statement -> statement.conditions().size() == 1)
                .filter(statement ->
                        on(statement.conditions().entrySet().iterator().next(), statement))
                .toList();
        Facts facts = new Facts().put("denials", denials.size());
        List<String> open = places(bucket).stream()
                .filter(place -> denials.stream().noneMatch(denial -> covers(denial, place)))
                .toList();
        return open.isEmpty()
                ? Finding.pass(good(), facts)
                : Finding.fail(notSet() + " (" + String.join(", ", open) + ")", facts);
    }

    /** Tells whether a statement's only condition is the one that is looked for. */
    abstract boolean on(Map.Entry<String, List<String>> condition, PolicyDocument.Statement statement);

    /** Returns the end of each ARN that must be covered. */
    abstract List<String> ends();

    /** Returns the action that must be covered. */
    abstract String action();

    /** Says what it means that all is covered. */
    abstract String good();

    private List<String> places(String bucket) {
        return ends().stream().map(end -> bucket + end).toList();
    }

    private boolean covers(PolicyDocument.Statement denial, String place) {
        return denial.coversAction(action())
                && denial.resources().stream()
                        .anyMatch(resource -> resource.equals("*")
                                || resource.matches("arn:[a-z-]+:s3:::\\*")
                                || resource.replaceFirst("arn:[a-z-]+:s3:::", "")
                                        .equals(place));
    }
}
