// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Looks for secrets in everything that Jenkins keeps. */
public final class SecretSearch {
    private SecretSearch() {}

    /** Returns what {@link FaultyEngine} was given: passwords, and private keys as they could be written down. */
    public static List<String> given(Path folder) throws Exception {
        var secrets = new ArrayList<String>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".password")).toList()) {
                String password = Files.readString(file);
                secrets.add(password);
                String command = file.getFileName().toString().replace(".password", "");
                KeyStore store = KeyStore.getInstance(
                        folder.resolve(command + ".GXP_SIGNING_KEYSTORE").toFile(), password.toCharArray());
                byte[] key = store.getKey("gxp", password.toCharArray()).getEncoded();
                secrets.add(Base64.getEncoder().encodeToString(key));
                secrets.add(new String(key, StandardCharsets.ISO_8859_1));
            }
        }
        return secrets;
    }

    /** Returns the files below a folder that hold any of the secrets. */
    public static List<Path> files(Path root, Collection<String> secrets) throws IOException {
        var found = new ArrayList<Path>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && Files.exists(file)) {
                    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                    if (secrets.stream().anyMatch(text::contains)) {
                        found.add(file);
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException error) {
                return FileVisitResult.CONTINUE; // Jenkins writes by renaming
            }
        });
        return found;
    }
}
