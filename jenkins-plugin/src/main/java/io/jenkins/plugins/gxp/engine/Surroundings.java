// SPDX-License-Identifier: MIT
package io.jenkins.plugins.gxp.engine;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;

/**
 * Where an engine runs, as it is now.
 *
 * @param workspace in which it works
 * @param launcher that starts processes there
 * @param environment of the step
 * @param listener the log of the build
 */
public record Surroundings(FilePath workspace, Launcher launcher, EnvVars environment, TaskListener listener) {}
