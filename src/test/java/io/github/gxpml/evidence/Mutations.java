// SPDX-License-Identifier: MIT
package io.github.gxpml.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gxpml.io.Sha256;
import io.github.gxpml.port.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Changes files of an unzipped bundle, as an attacker would. */
final class Mutations {
    static final String BASE = "flc-mortality-7/";

    private Mutations() {}

    static Map<String, byte[]> with(Map<String, byte[]> files, String name, String text) {
        Map<String, byte[]> more = new LinkedHashMap<>(files);
        more.put(name, SomeRun.bytes(text));
        return more;
    }

    static Map<String, byte[]> without(Map<String, byte[]> files, String name) {
        Map<String, byte[]> fewer = new LinkedHashMap<>(files);
        assertThat(fewer.remove(name)).isNotNull();
        return fewer;
    }

    /** Replaces a text that stands in a file. */
    static Map<String, byte[]> edited(Map<String, byte[]> files, String name, String from, String to) {
        assertThat(text(files, name)).contains(from);
        return with(files, name, text(files, name).replace(from, to));
    }

    static String text(Map<String, byte[]> files, String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    /** Makes both manifests and the size of the payload follow a change, as an attacker would. */
    static Map<String, byte[]> relisted(Map<String, byte[]> files) {
        Map<String, String> payload = new LinkedHashMap<>();
        long size = 0;
        for (var file : files.entrySet()) {
            if (file.getKey().startsWith(BASE + "data/")) {
                payload.put(file.getKey().substring(BASE.length()), Sha256.of(file.getValue()));
                size += file.getValue().length;
            }
        }
        String info = text(files, BASE + "bag-info.txt")
                .replaceAll("Payload-Oxum: .*", "Payload-Oxum: " + size + "." + payload.size());
        Map<String, byte[]> changed = with(files, BASE + "bag-info.txt", info);
        changed.put(BASE + "manifest-sha256.txt", Manifest.of(payload).bytes());
        Map<String, String> tags = new LinkedHashMap<>();
        for (String tag : List.of("bagit.txt", "bag-info.txt", "manifest-sha256.txt")) {
            tags.put(tag, Sha256.of(changed.get(BASE + tag)));
        }
        changed.put(BASE + "tagmanifest-sha256.txt", Manifest.of(tags).bytes());
        return changed;
    }

    /** Makes the signatures follow as well, as somebody can who holds the key; what the seal claims stays. */
    static Map<String, byte[]> resealed(SomeRun run, Map<String, byte[]> files) throws IOException {
        return resealed(run.signer, files, seal -> seal);
    }

    /** Makes the signatures follow, by any key and with other claims. */
    static Map<String, byte[]> resealed(Signer signer, Map<String, byte[]> files, UnaryOperator<SealPredicate> claims)
            throws IOException {
        Map<String, byte[]> changed = relisted(files);
        SealPredicate seal = claims.apply(
                Dsse.read(files.get(BASE + "seal.dsse.json")).statement().predicate(SealPredicate.class));
        List<Statement.Subject> subjects = new ArrayList<>();
        for (String manifest : List.of("manifest-sha256.txt", "tagmanifest-sha256.txt")) {
            subjects.add(Statement.Subject.of(manifest, Sha256.of(changed.get(BASE + manifest))));
        }
        changed.put(BASE + "seal.dsse.json", Dsse.sign(Statement.of(subjects, SealPredicate.TYPE, seal), signer));
        byte[] plain = signer.sign(changed.get(BASE + "manifest-sha256.txt"));
        changed.put(BASE + "seal.sig", Base64.getEncoder().encode(plain));
        return changed;
    }
}
