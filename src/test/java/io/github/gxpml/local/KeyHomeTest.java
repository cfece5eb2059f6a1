// SPDX-License-Identifier: MIT
package io.github.gxpml.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyHomeTest {
    @Test
    void shouldMakeAndTrustTheMachinesKeyOnce(@TempDir Path folder) throws IOException {
        KeyHome home = KeyHome.of(Map.of(), folder);

        String id = home.machineSigner().keyId();

        assertThat(home.path()).isEqualTo(folder.resolve(".gxp"));
        assertThat(home.passwordFromEnvironment()).isFalse();
        assertThat(KeyHome.of(Map.of(), folder).machineSigner().keyId()).isEqualTo(id);
        assertThat(Files.readString(folder.resolve(".gxp/trusted/research.pem")))
                .isEqualTo(home.machineSigner().publicKeyPem());
    }

    @Test
    void shouldKeepSecretsToTheirOwner(@TempDir Path folder) throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX permissions here");
        KeyHome home = KeyHome.of(Map.of(), folder);
        home.machineSigner();
        Path keys = folder.resolve(".gxp/keys");

        assertThat(permissions(keys)).isEqualTo("rwx------");
        assertThat(permissions(keys.resolve("research.pem"))).isEqualTo("rw-------");
        assertThat(permissions(keys.resolve("research.password"))).isEqualTo("rw-------");

        Files.setPosixFilePermissions(keys.resolve("research.password"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(home::machineSigner)
                .hasMessageContaining("can be read or written by others: run `chmod 600`");
    }

    @Test
    void shouldTakeThePasswordFromTheEnvironment(@TempDir Path folder) throws IOException {
        Map<String, String> environment =
                Map.of(KeyHome.HOME, folder.resolve("home").toString(), KeyHome.PASSWORD, "s3cret!");
        KeyHome home = KeyHome.of(environment, folder);
        String id = home.machineSigner().keyId();

        assertThat(home.passwordFromEnvironment()).isTrue();
        assertThat(folder.resolve("home/keys/signing.password")).doesNotExist();
        assertThat(home.open(folder.resolve("home/keys/signing.pem")).keyId()).isEqualTo(id);
        assertThatThrownBy(() -> KeyHome.of(
                                Map.of(KeyHome.HOME, environment.get(KeyHome.HOME), KeyHome.PASSWORD, "other"), folder)
                        .machineSigner())
                .hasMessageContaining("the password is wrong")
                .hasMessageEndingWith("the password was taken from GXP_KEY_PASSWORD")
                .hasMessageNotContaining("other");
        KeyHome without = KeyHome.of(Map.of(KeyHome.HOME, environment.get(KeyHome.HOME)), folder);
        assertThat(without.machineSigner().keyId()).isNotEqualTo(id);
        assertThat(folder.resolve("home/keys/research.pem")).exists();
        assertThatThrownBy(() -> without.open(folder.resolve("home/keys/signing.pem")))
                .hasMessageContaining("set the variable");
    }

    @Test
    void shouldTrustTheMachinesKeyEvenIfKilledBefore(@TempDir Path folder) throws IOException {
        KeyHome home = KeyHome.of(Map.of(), folder);
        home.machineSigner();
        Files.delete(folder.resolve(".gxp/trusted/research.pem"));

        home.machineSigner();

        assertThat(folder.resolve(".gxp/trusted/research.pem")).exists();
    }

    @Test
    void shouldNotReplaceATrustedKeyByAnother(@TempDir Path folder) throws IOException {
        KeyHome home = KeyHome.of(Map.of(), folder);
        KeyFileSigner alice = home.create("alice", "a".toCharArray());
        KeyFileSigner bob = home.create("bob", "b".toCharArray());

        home.trust("alice", alice.publicKeyPem());
        assertThatThrownBy(() -> home.trust("alice", bob.publicKeyPem())).hasMessageContaining("holds another key");
        assertThatThrownBy(() -> home.create("alice", "a".toCharArray())).hasMessageContaining("never overwritten");
        for (String name : List.of("../alice", "", ".alice", "a/b", "a\u0000")) {
            assertThatThrownBy(() -> home.create(name, "a".toCharArray()))
                    .hasMessageContaining("a key cannot be called");
        }
    }

    @Test
    void shouldMakeOneKeyForManyWhoComeFirst(@TempDir Path folder) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<String> open =
                    () -> KeyHome.of(Map.of(), folder).machineSigner().keyId();
            Set<String> ids = new TreeSet<>();
            for (Future<String> id : threads.invokeAll(List.of(open, open, open, open))) {
                ids.add(id.get());
            }

            assertThat(ids).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
        try (Stream<Path> keys = Files.list(folder.resolve(".gxp/keys"))) {
            assertThat(keys.map(key -> key.getFileName().toString()))
                    .containsExactlyInAnyOrder(".lock", "research.password", "research.pem", "research.pub.pem");
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
