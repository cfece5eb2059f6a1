// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.glue.model.CloudWatchEncryptionMode;
import software.amazon.awssdk.services.glue.model.EncryptionConfiguration;
import software.amazon.awssdk.services.glue.model.JobBookmarksEncryptionMode;
import software.amazon.awssdk.services.glue.model.S3EncryptionMode;

/** Whether a Glue job that made a table encrypts what it writes, its log and its bookmarks with a key of KMS. */
final class GlueEncryption implements Probe {
    @Override
    public String id() {
        return "glue-encryption";
    }

    @Override
    public List<String> read() {
        return List.of("glue:GetJob", "glue:GetSecurityConfiguration");
    }

    @Override
    public List<String> subjects(Used used) {
        return used.glueJobs();
    }

    @Override
    public Finding look(String job, Used used, Account account) throws IOException {
        String name =
                account.glue().getJob(request -> request.jobName(job)).job().securityConfiguration();
        if (name == null || name.isBlank()) {
            return Finding.fail("it has no security configuration", new Facts());
        }
        EncryptionConfiguration encryption = account.glue()
                .getSecurityConfiguration(request -> request.name(name))
                .securityConfiguration()
                .encryptionConfiguration();
        Facts facts = new Facts().put("configuration", name);
        List<String> problems = new ArrayList<>();
        boolean s3 = encryption != null
                && !encryption.s3Encryption().isEmpty()
                && encryption.s3Encryption().stream()
                        .allMatch(one -> one.s3EncryptionMode() == S3EncryptionMode.SSE_KMS);
        boolean logs = encryption != null
                && encryption.cloudWatchEncryption() != null
                && encryption.cloudWatchEncryption().cloudWatchEncryptionMode() == CloudWatchEncryptionMode.SSE_KMS;
        boolean bookmarks = encryption != null
                && encryption.jobBookmarksEncryption() != null
                && encryption.jobBookmarksEncryption().jobBookmarksEncryptionMode()
                        == JobBookmarksEncryptionMode.CSE_KMS;
        unless(s3, "what it writes", problems, facts);
        unless(logs, "its log", problems, facts);
        unless(bookmarks, "its bookmarks", problems, facts);
        return Finding.of(problems, "it encrypts what it writes, its log and its bookmarks with keys of KMS", facts);
    }

    private static void unless(boolean encrypted, String what, List<String> problems, Facts facts) {
        facts.put(what, encrypted ? "encrypted with KMS" : "not encrypted with KMS");
        if (!encrypted) {
            problems.add(what + " is not encrypted with a key of KMS");
        }
    }
}
