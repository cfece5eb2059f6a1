// SPDX-License-Identifier: MIT
package io.github.gxpml.host.codepipeline;

import static io.github.gxpml.host.codepipeline.JenkinsCase.NO_INPUTS;
import static io.github.gxpml.host.codepipeline.JenkinsCase.QUICK;
import static io.github.gxpml.host.codepipeline.JenkinsCase.SHORT;
import static io.github.gxpml.host.codepipeline.JenkinsCase.ended;
import static io.github.gxpml.host.codepipeline.JenkinsCase.runner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.gxpml.host.codepipeline.JenkinsCase.Order;
import io.github.gxpml.standin.JenkinsFault;
import io.github.gxpml.standin.JenkinsStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What does not end a build that goes on, and what is said where nothing can go on. */
class JenkinsTroubleTest {
    private static final int ALWAYS = Integer.MAX_VALUE;

    @TempDir
    private Path folder;

    static Stream<Arguments> passing() {
        return Stream.of(
                arguments("cut", JenkinsFault.cut()),
                arguments("cut in the middle", (JenkinsFault) (exchange, rightly) -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    exchange.close();
                }),
                arguments("HTTP 500", JenkinsFault.status(500, "oops")),
                arguments("HTTP 503", JenkinsFault.status(503, "Jenkins is getting ready to work")),
                arguments("HTTP 429", JenkinsFault.status(429, "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passing")
    void shouldGoOnWhenJenkinsIsBack(String name, JenkinsFault wrong) throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            RunningStage stage =
                    runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow();
            jenkins.fail("GET", ALWAYS, wrong);
            // longer than the patience for refusals
            assertThat(stage.await(QUICK.patience().multipliedBy(2))).isEmpty();
            assertThat(stage.doing())
                    .startsWith("build team/flc mortality: not known since 2")
                    .doesNotContain("\n");
            jenkins.heal();
            int build = JenkinsCase.builds(jenkins, "SUCCESS", JenkinsCase.stage("validate", "PASS", 0, true));
            jenkins.fail("/" + build + "/gxp-evidence", 2, wrong);
            jenkins.fail("/artifact/", 2, wrong);
            assertThat(ended(stage).exit()).isZero();
        }
    }

    @Test
    void shouldGoOnWhenJenkinsIsSlow() throws Exception {
        var slow = new CountDownLatch(1);
        try (var jenkins = JenkinsStandIn.start()) {
            var pace = new JenkinsPace(
                    QUICK.first(), QUICK.longest(), Duration.ofMillis(300), QUICK.settling(), QUICK.patience());
            RunningStage stage =
                    runner(jenkins, pace).begin(new Order(folder), NO_INPUTS).orElseThrow();
            jenkins.fail("/queue/item/", 1, (exchange, rightly) -> {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                try {
                    slow.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            JenkinsCase.builds(jenkins, "SUCCESS", JenkinsCase.stage("validate", "PASS", 0, true));
            assertThat(ended(stage).exit()).isZero();
            slow.countDown();
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(
                        JenkinsFault.status(401, ""), "Jenkins does not know the account pipeline with this API token"),
                arguments(
                        JenkinsFault.status(403, "pipeline is missing the Job/Build permission"),
                        "the account pipeline may not do this in Jenkins (HTTP 403): in the job team/flc mortality it needs"),
                arguments(
                        JenkinsFault.status(403, "No valid crumb was included in the request"),
                        "Jenkins asks for a crumb (HTTP 403), which it does of passwords only: give an API token"),
                arguments(JenkinsFault.status(404, ""), "Jenkins has nothing there (HTTP 404)"),
                arguments(JenkinsFault.status(409, ""), "Jenkins takes no builds of the job team/flc mortality"),
                arguments(JenkinsFault.redirect(302, "."), "a plugin there refuses to queue the build"),
                arguments(JenkinsFault.redirect(302, "%%%"), "which is not followed"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void shouldSayWhyJenkinsTakesNoBuild(JenkinsFault wrong, String sentence) throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            jenkins.fail("/buildWithParameters", 1, wrong);
            var order = new Order(folder);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> runner(jenkins).begin(order, NO_INPUTS).orElseThrow())
                    .withMessageContaining(sentence);
            assertThat(order.notes()).isEmpty();
            runner(jenkins).begin(order, NO_INPUTS).orElseThrow();
            assertThat(jenkins.waiting()).hasSize(1);
        }
    }

    @Test
    void shouldRefuseTheOrderWhereJenkinsRefusesItsValues() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            jenkins.fail("/buildWithParameters", 1, JenkinsFault.status(400, "Illegal choice"));
            assertThatExceptionOfType(OrderException.class)
                    .isThrownBy(() ->
                            runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow())
                    .withMessage(
                            "Jenkins refuses the parameters of the build (HTTP 400): the job team/flc mortality may"
                                    + " allow other values only.");
        }
    }

    @Test
    void shouldGiveTheTokenToNobodyElse() throws Exception {
        try (var jenkins = JenkinsStandIn.start();
                var thief = JenkinsStandIn.start()) {
            jenkins.fail("/ci/", 1, JenkinsFault.redirect(302, "http://localhost:1/ci"));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() ->
                            runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow())
                    .withMessage(
                            "Jenkins answered with a redirect (HTTP 302) to the host localhost, which gets no token:"
                                    + " give the address that Jenkins itself has");
            jenkins.fail("/ci/", 1, JenkinsFault.redirect(307, thief.address().toString()));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() ->
                            runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow())
                    .withMessageNotContaining(JenkinsStandIn.TOKEN);
            assertThat(thief.requests()).isEmpty();
        }
    }

    @Test
    void shouldGiveUpAJenkinsThatRefusesForLong() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            RunningStage stage =
                    runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow();
            jenkins.fail("GET", ALWAYS, JenkinsFault.status(403, ""));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> ended(stage))
                    .withMessageStartingWith(
                            "what became of build team/flc mortality is not known: the account pipeline");
        }
    }

    @Test
    void shouldGiveUpWhatIsNoJenkins() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            RunningStage stage =
                    runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow();
            jenkins.fail("GET", ALWAYS, JenkinsFault.status(200, "<html>Sign in</html>"));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> ended(stage))
                    .withMessageEndingWith("is not what Jenkins answers: is that its address?");
        }
    }

    @Test
    void shouldTakeATokenThatWasChangedMeanwhile() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), JenkinsStandIn.TOKEN + "\n");
        try (var jenkins = JenkinsStandIn.start()) {
            var settings = JenkinsSettings.of(
                    jenkins.address(),
                    false,
                    JenkinsStandIn.JOB,
                    Map.of("GXP_JENKINS_USER", JenkinsStandIn.USER, "GXP_JENKINS_TOKEN_FILE", file.toString()));
            var runner = new JenkinsRunner(settings, QUICK, Clock.systemUTC());
            RunningStage stage = runner.begin(new Order(folder), NO_INPUTS).orElseThrow();
            jenkins.token("11another");
            assertThat(stage.await(Duration.ofMillis(100))).isEmpty();
            assertThat(stage.doing()).contains("make a new token").doesNotContain(JenkinsStandIn.TOKEN);
            Files.delete(file);
            assertThat(stage.await(Duration.ofMillis(100))).isEmpty();
            assertThat(stage.doing()).contains("cannot be read: " + file);
            Files.writeString(file, "11another");
            JenkinsCase.builds(jenkins, "SUCCESS", JenkinsCase.stage("validate", "PASS", 0, true));
            assertThat(ended(stage).exit()).isZero();
        }
    }

    @Test
    void shouldTakeASingleNotFoundForAProxys() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            RunningStage stage =
                    runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow();
            int build = jenkins.build(jenkins.waiting().get(0));
            assertThat(stage.await(SHORT)).isEmpty();
            jenkins.fail("/" + build + "/api", 1, JenkinsFault.status(404, ""));
            assertThat(stage.await(SHORT)).isEmpty();
        }
    }

    @Test
    void shouldSayThatTheEncryptionIsTheTrouble() throws Exception {
        try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var answering = new Thread(() -> answerPlainly(plain));
            answering.start();
            var settings = new JenkinsSettings(
                    URI.create("https://127.0.0.1:" + plain.getLocalPort()),
                    false,
                    JenkinsStandIn.JOB,
                    JenkinsStandIn.USER,
                    () -> JenkinsStandIn.TOKEN);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() ->
                            new JenkinsRunner(settings, QUICK, Clock.systemUTC()).begin(new Order(folder), NO_INPUTS))
                    .withMessageContaining("cannot be reached: its certificate is not trusted by this Java");
        }
    }

    /** Every connection is answered: a client that sees one end too early asks again on another. */
    private static void answerPlainly(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getInputStream().read();
                socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            } catch (SocketException e) {
                continue; // the client or the test has ended
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
    }

    @Test
    void shouldEndWithItsWorker() throws Exception {
        try (var jenkins = JenkinsStandIn.start()) {
            RunningStage stage =
                    runner(jenkins).begin(new Order(folder), NO_INPUTS).orElseThrow();
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> stage.await(Duration.ofMinutes(1)));
        }
    }
}
