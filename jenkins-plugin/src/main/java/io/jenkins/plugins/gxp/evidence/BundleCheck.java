// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.evidence;

import hudson.AbortException;
import hudson.FilePath;
import hudson.init.Terminator;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.gxp.GxpConfiguration;
import io.jenkins.plugins.gxp.engine.Engine;
import io.jenkins.plugins.gxp.engine.EngineInstallation;
import io.jenkins.plugins.gxp.engine.FileDigest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.VirtualFile;

/**
 * Has the archived bundle checked by the engine, in a process of its own on an agent. Requests never wait for it; a check that
 * a restart of the controller interrupts is not taken up again.
 */
public final class BundleCheck implements Runnable {
    private static final Logger LOGGER = Logger.getLogger(BundleCheck.class.getName());
    private static final int AT_ONCE = 2;
    private static final int MOST_WAITING = 50;
    private static final int INSTALLATION_SECONDS = 300;

    private static final Set<String> UNDER_WAY = ConcurrentHashMap.newKeySet();
    private static ThreadPoolExecutor pool;

    private final Bundle bundle;
    private final String who = Jenkins.getAuthentication2().getName();
    private String node = "";
    private String engineSha256 = "";

    private BundleCheck(Bundle bundle) {
        this.bundle = bundle;
    }

    /** Starts the check unless one of the same bundle is under way. */
    static void start(Bundle bundle) {
        if (!UNDER_WAY.add(key(bundle))) {
            return;
        }
        try {
            pool().execute(new BundleCheck(bundle));
        } catch (RejectedExecutionException e) {
            UNDER_WAY.remove(key(bundle));
            throw new hudson.util.HttpResponses.HttpResponseException(e) {
                private static final long serialVersionUID = 1;

                @Override
                public void generateResponse(
                        org.kohsuke.stapler.StaplerRequest2 req, org.kohsuke.stapler.StaplerResponse2 rsp, Object it)
                        throws IOException {
                    rsp.sendError(503, Messages.BundleCheck_busy());
                }
            };
        }
    }

    static boolean isUnderWay(Bundle bundle) {
        return UNDER_WAY.contains(key(bundle));
    }

    private static String key(Bundle bundle) {
        return bundle.run().getExternalizableId() + '\0' + bundle.getName();
    }

    @Override
    public void run() {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            Verification.Found found;
            try {
                found = check();
            } catch (AbortException e) {
                found = Verification.Found.error(e.getMessage());
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "could not check " + bundle.getName() + " of " + bundle.run(), e);
                found = Verification.Found.error(Messages.BundleCheck_failed(e.getMessage()));
            }
            var asked = new Verification.Asked(who, System.currentTimeMillis(), node, engineSha256);
            bundle.keep(new Verification(asked, found));
        } catch (InterruptedException e) {
            LOGGER.log(Level.FINE, "interrupted, which is a shutdown", e);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "could not keep what came of checking " + bundle.getName(), e);
        } finally {
            UNDER_WAY.remove(key(bundle));
        }
    }

    private Verification.Found check() throws IOException, InterruptedException {
        Engine engine = GxpConfiguration.get().engine();
        Node agent = CheckPlace.choose(bundle.last().node());
        FilePath root = agent.getRootPath();
        Computer computer = agent.toComputer();
        if (root == null || computer == null) {
            throw new AbortException(Messages.BundleCheck_lost(agent.getDisplayName()));
        }
        node = agent.getDisplayName();
        FilePath jar = install(root, agent, engine);
        engineSha256 = engine.sha256();
        FilePath folder = root.child("gxp").child("verify-" + UUID.randomUUID());
        try {
            folder.mkdirs();
            FilePath copy = folder.child(bundle.getName());
            VirtualFile file = bundle.run().getArtifactManager().root().child(bundle.artifact());
            if (!file.isFile()) {
                throw new AbortException(Messages.Bundle_gone(bundle.getName()));
            }
            try (InputStream in = file.open()) {
                copy.copyFrom(in);
            }
            return check(agent, jar, copy);
        } finally {
            folder.deleteRecursive();
        }
    }

    private Verification.Found check(Node agent, FilePath jar, FilePath copy) throws IOException, InterruptedException {
        String digest = copy.act(new FileDigest());
        var process = new CheckProcess(agent, jar, copy);
        Verification.Found found = process.run(digest);
        if (!found.error().isEmpty() || digest.equals(bundle.getSha256())) {
            return found;
        }
        var problems = new ArrayList<String>();
        problems.add(Messages.BundleCheck_other(digest, bundle.getSha256()));
        problems.addAll(found.problems());
        return new Verification.Found(digest, found.checks(), problems, "");
    }

    /** Another build may be installing the same engine there. */
    private static FilePath install(FilePath root, Node agent, Engine engine) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(INSTALLATION_SECONDS);
        Optional<FilePath> jar = EngineInstallation.on(root, agent.getNodeName(), engine, TaskListener.NULL);
        while (jar.isEmpty() && System.nanoTime() < until) {
            TimeUnit.SECONDS.sleep(1);
            jar = EngineInstallation.on(root, agent.getNodeName(), engine, TaskListener.NULL);
        }
        return jar.orElseThrow(() -> new AbortException(Messages.BundleCheck_installing(agent.getDisplayName())));
    }

    private static synchronized ThreadPoolExecutor pool() {
        if (pool == null) {
            pool = new ThreadPoolExecutor(
                    AT_ONCE,
                    AT_ONCE,
                    1,
                    TimeUnit.MINUTES,
                    new LinkedBlockingQueue<>(MOST_WAITING),
                    new NamingThreadFactory(new DaemonThreadFactory(), BundleCheck.class.getName()));
            pool.allowCoreThreadTimeOut(true);
        }
        return pool;
    }

    /** Ends all checks when Jenkins goes down. */
    @Terminator
    public static synchronized void shutDown() {
        if (pool != null) {
            pool.shutdownNow();
            pool = null;
        }
    }
}
