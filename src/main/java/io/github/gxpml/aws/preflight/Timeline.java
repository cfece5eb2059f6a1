// SPDX-License-Identifier: MIT
package io.github.gxpml.aws.preflight;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.Platform.Window;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.config.model.ConfigurationItem;
import software.amazon.awssdk.services.config.model.ResourceType;

/**
 * What AWS Config recorded of the buckets, and whether one was changed while the run was under way. Of a configuration
 * only its digest is kept. AWS Config records no endpoints of SageMaker.
 */
final class Timeline implements Probe {
    private static final int MOST = 20;
    private static final String SCHEME = "s3://";

    private final Window window;
    private final List<Map<String, String>> items = new ArrayList<>();

    Timeline(Window window) {
        this.window = window;
    }

    @Override
    public String id() {
        return "config-timeline";
    }

    @Override
    public List<String> read() {
        return List.of("config:GetResourceConfigHistory");
    }

    /** AWS Config is asked only where the spec says that the account has it. */
    @Override
    public List<String> subjects(Used used) {
        boolean recorded =
                !used.platform().rules().isEmpty() || !used.platform().packs().isEmpty();
        return recorded ? used.buckets().stream().map(bucket -> SCHEME + bucket).toList() : List.of();
    }

    /** Returns what was found, for the evidence, newest first for each bucket. */
    List<Map<String, String>> items() {
        return List.copyOf(items);
    }

    @Override
    public Finding look(String subject, Used used, Account account) throws IOException {
        List<ConfigurationItem> found = account.config()
                .getResourceConfigHistory(request -> request.resourceType(ResourceType.AWS_S3_BUCKET)
                        .resourceId(subject.substring(SCHEME.length()))
                        .laterTime(window.to())
                        .limit(MOST))
                .configurationItems();
        List<String> changes = new ArrayList<>();
        for (ConfigurationItem item : found) {
            items.add(kept(item));
            if (item.configurationItemCaptureTime() != null
                    && item.configurationItemCaptureTime().isAfter(window.from())) {
                changes.add("its configuration changed while the run was under way, "
                        + item.configurationItemCaptureTime());
            }
        }
        Facts facts = new Facts().put("items", found.size()).put("from", window.from());
        if (found.isEmpty()) {
            return Finding.undecided("AWS Config has recorded nothing of it", facts);
        }
        facts.put("latest", found.get(0).configurationItemCaptureTime());
        return Finding.of(changes, "its configuration did not change since the run began", facts);
    }

    private static Map<String, String> kept(ConfigurationItem item) {
        Map<String, String> kept = new TreeMap<>();
        kept.put("resource", String.valueOf(item.resourceId()));
        kept.put("type", String.valueOf(item.resourceTypeAsString()));
        kept.put("captured", String.valueOf(item.configurationItemCaptureTime()));
        kept.put("status", String.valueOf(item.configurationItemStatusAsString()));
        kept.put("state", String.valueOf(item.configurationStateId()));
        String whole = String.valueOf(item.configuration()) + item.supplementaryConfiguration();
        kept.put("sha256", Sha256.of(whole.getBytes(StandardCharsets.UTF_8)));
        return kept;
    }
}
