// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.security.AuthorizationStrategy;
import hudson.security.HudsonPrivateSecurityRealm;
import hudson.tasks.Mailer;
import io.jenkins.plugins.gxp.approval.RoleMembers;
import java.io.File;
import java.net.CookieManager;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * The packaged plugin in a Jenkins of its own, which is killed while people sign. Only here do the class filter and the class
 * loaders of Jenkins treat the plugin as on a controller: classes in {@code target/classes} are let through.
 */
class PackagedPluginIT {
    private static final String PASSWORD = "the-password-of-";
    private static final String PIPELINE = """
            node { gxpTrain() }
            echo "released ${gxpRegister().verdict}"
            """;

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension().omitPlugins("gxp-pipeline");

    @TempDir
    private Path folder;

    @Test
    void shouldGoOnAfterAKillWhilePeopleSign() throws Throwable {
        Path hpi = Path.of(System.getProperty("gxp.hpi", "target/gxp-pipeline.hpi"));
        Files.copy(hpi, jenkins.getHome().toPath().resolve("plugins/gxp-pipeline.jpi"));
        String spec =
                "roles=quality,business\nverdict=PASS\nremember=" + Files.createDirectory(folder.resolve("given"));
        File jar = FaultyEngine.jar(folder).toFile();

        jenkins.startJenkins();
        jenkins.run(PackagedPluginIT::secure);
        jenkins.run(j -> start(j, jar, spec));
        assertThat(sign("jane", "quality")).startsWith("200 {\"signed\":true,\"missing\":[\"business (1)\"]}");
        killAsIfThePowerFailed();

        jenkins.startJenkins();
        assertThat(sign("jane", "quality")).contains("409", "has signed this release already");
        assertThat(sign("john", "business")).isEqualTo("200 {\"signed\":true,\"missing\":[]}");
        jenkins.run(PackagedPluginIT::checkEnd);
        jenkins.stopJenkins();

        Path build = jenkins.getHome().toPath().resolve("jobs/model/builds/1");
        assertThat(build.resolve("build.xml"))
                .content()
                .contains("<signatures>")
                .doesNotContain("GxpExecution");
        List<String> secrets = new ArrayList<>(SecretSearch.given(folder.resolve("given")));
        assertThat(secrets).hasSize(9);
        secrets.addAll(List.of(PASSWORD + "jane", PASSWORD + "john"));
        assertThat(SecretSearch.files(jenkins.getHome().toPath(), secrets)).isEmpty();
    }

    private void killAsIfThePowerFailed() {
        Process process = jenkins.getProcess();
        jenkins.stopJenkinsForcibly();
        process.onExit().join();
    }

    private static void secure(JenkinsRule j) throws Exception {
        var realm = new HudsonPrivateSecurityRealm(false, false, null);
        j.jenkins.setSecurityRealm(realm);
        // core has no strategy that grants a permission of a plugin, and one of this test's would be gone after the
        // kill
        j.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        j.jenkins.save();
        for (String id : List.of("jane", "john")) {
            realm.createAccount(id, PASSWORD + id).addProperty(new Mailer.UserProperty(id + "@example.org"));
        }
    }

    private static void start(JenkinsRule j, File jar, String spec) throws Exception {
        StandIn.configure(jar.toPath());
        GxpConfiguration.get()
                .setRoles(List.of(new RoleMembers("quality", "jane"), new RoleMembers("business", "john")));
        WorkflowJob job = j.createProject(WorkflowJob.class, "model");
        j.jenkins.getWorkspaceFor(job).child("gxp.yaml").write(spec, "UTF-8");
        job.setDefinition(new CpsFlowDefinition(PIPELINE, true));
        j.waitForMessage("Waiting for signatures: ", job.scheduleBuild2(0).waitForStart());
    }

    private static void checkEnd(JenkinsRule j) throws Exception {
        WorkflowRun build =
                j.jenkins.getItemByFullName("model", WorkflowJob.class).getBuildByNumber(1);
        j.assertBuildStatusSuccess(j.waitForCompletion(build));
        j.assertLogContains("released PASS", build);
        String starts =
                j.jenkins.getWorkspaceFor(build.getParent()).child("starts.txt").readToString();
        assertThat(starts.lines().map(line -> line.split(" ")[0])).containsExactly("train", "register", "approve");
    }

    private String sign(String user, String role) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        String credentials =
                Base64.getEncoder().encodeToString((user + ":" + PASSWORD + user).getBytes(StandardCharsets.UTF_8));
        URL root = jenkins.getUrl();
        String job = root + "job/model/1/gxp-approval/";
        var crumb = JSONObject.fromObject(get(client, credentials, root + "crumbIssuer/api/json"));
        var request = JSONObject.fromObject(get(client, credentials, job + "api/json?depth=2"))
                .getJSONArray("requests")
                .getJSONObject(0);
        String form = Map.of(
                        "role",
                        role,
                        "decision",
                        "approve",
                        "reason",
                        "every gate passes",
                        "proof",
                        PASSWORD + user,
                        "seen",
                        request.getString("seen"))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var answer = client.send(
                HttpRequest.newBuilder(URI.create(job + "request/" + request.getString("id") + "/sign"))
                        .header("Authorization", "Basic " + credentials)
                        .header("Accept", "application/json")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(crumb.getString("crumbRequestField"), crumb.getString("crumb"))
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private static String get(HttpClient client, String credentials, String address) throws Exception {
        var answer = client.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Authorization", "Basic " + credentials)
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
        return answer.body();
    }
}
