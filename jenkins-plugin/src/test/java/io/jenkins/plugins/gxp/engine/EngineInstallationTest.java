// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.TaskListener;
import hudson.slaves.DumbSlave;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An agent fetches the engine over https, and takes nothing else for it. */
@WithJenkins
class EngineInstallationTest {
    private static final byte[] CONTENT = "an engine".repeat(1000).getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private static Path folder;

    private JenkinsRule j;
    private EngineServer server;
    private DumbSlave agent;

    @BeforeEach
    void serve(JenkinsRule rule) throws Exception {
        j = rule;
        server = new EngineServer(java.nio.file.Files.createTempDirectory(folder, "server"));
        agent = j.createOnlineSlave(null, new EnvVars("JAVA_TOOL_OPTIONS", server.trustOptions()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldInstallWhatHasTheDigest() throws Exception {
        String address = server.serve("/gxp.jar", EngineServer.content(CONTENT));

        assertThat(install(address).read().readAllBytes()).isEqualTo(CONTENT);
        server.close();
        assertThat(install(address).exists()).as("it is not fetched again").isTrue();
    }

    @Test
    void shouldFollowARedirectThatIsEncrypted() throws Exception {
        String address = server.serve("/gxp.jar", EngineServer.content(CONTENT));

        assertThat(install(server.serve("/moved", EngineServer.redirect(address)))
                        .readToString())
                .startsWith("an engine");
    }

    @Test
    void shouldRefuseEverythingElse() throws Exception {
        HttpServer plain = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        plain.createContext("/", exchange -> EngineServer.content(CONTENT).handle(exchange));
        plain.start();
        try {
            String open = "http://localhost:" + plain.getAddress().getPort() + "/gxp.jar";
            assertRefused(server.serve("/open", EngineServer.redirect(open)), "could not be fetched", "answered 302");
        } finally {
            plain.stop(0);
        }
        assertRefused(server.address("/nowhere"), "could not be fetched", "the server answered 404");
        assertRefused(
                server.serve("/ill", EngineServer.status(503)), "could not be fetched", "the server answered 503");
        assertRefused(
                server.serve("/cut", EngineServer.cut(CONTENT)),
                "could not be fetched",
                "only 4500 of 9000 bytes came");
        assertRefused(
                server.serve("/long", EngineServer.content(new byte[CONTENT.length + 1])),
                "is longer than " + CONTENT.length + " bytes.");
        assertRefused(
                server.serve("/other", EngineServer.content(new byte[CONTENT.length])),
                "is not the engine: its SHA-256 digest is ");
        String gone = server.address("/gxp.jar");
        server.close();
        assertRefused(gone, "could not be fetched", "see that the agent reaches this address");
    }

    @Test
    void shouldRefuseAServerThatTheAgentDoesNotTrust() throws Exception {
        agent = j.createOnlineSlave();

        assertRefused(server.serve("/gxp.jar", EngineServer.content(CONTENT)), "could not be fetched", "PKIX path");
    }

    private void assertRefused(String address, String... sentence) throws Exception {
        assertThatThrownBy(() -> install(address))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining(address)
                .hasMessageContainingAll(sentence);
        FilePath place = agent.getRootPath().child("gxp").child(digest());
        assertThat(place.list()).as("nothing is left of it").isEmpty();
    }

    private FilePath install(String address) throws Exception {
        return EngineInstallation.on(
                        agent.getRootPath(),
                        agent.getNodeName(),
                        new Engine("", digest(), CONTENT.length, address),
                        TaskListener.NULL)
                .orElseThrow();
    }

    private static String digest() throws IOException {
        return FileDigest.of(new ByteArrayInputStream(CONTENT));
    }
}
