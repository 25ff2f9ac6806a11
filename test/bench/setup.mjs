import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environment, quantsCtl, run } from "./measure.mjs";

/** A folder for all that is measured, and what ends it. */
export function makePlace() {
  const folder = mkdtempSync(join(tmpdir(), "quants-ctl-bench-"));
  const servers = [];

  /** The environment for a sandbox folder of that name, with instances in it. */
  const sandbox = (name, instances = 0) => {
    const env = environment({
      HOME: folder,
      XDG_CACHE_HOME: join(folder, "cache"),
      QUANTS_CTL_SANDBOX_DIR: join(folder, name),
      QUANTS_CTL_SANDBOX_PACE: "instant",
    });
    if (instances > 0) run(quantsCtl("sandbox", "seed", "--instances", String(instances)), env);
    return env;
  };

  /** A server on that folder; resolves with its endpoint. */
  const serve = async (env, faults) => {
    const argv = ["sandbox", "start", "--port", "0", "--pace", "instant", "--output", "json"];
    if (faults !== undefined) {
      const file = join(folder, "faults.json");
      writeFileSync(file, JSON.stringify(faults));
      argv.push("--faults", file);
    }
    const [program, ...rest] = quantsCtl(...argv);
    const child = spawn(program, rest, { env, stdio: ["ignore", "pipe", "inherit"] });
    servers.push(child);
    const line = await new Promise((resolve, reject) => {
      child.once("exit", (status) => reject(new Error(`sandbox start: status ${status}`)));
      child.stdout.setEncoding("utf8").once("data", resolve);
    });
    return JSON.parse(line).endpoint;
  };

  const dispose = async () => {
    for (const child of servers) {
      child.removeAllListeners("exit");
      if (child.exitCode !== null) continue;
      child.kill("SIGTERM");
      await new Promise((resolve) => child.once("exit", resolve));
    }
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, sandbox, serve, dispose };
}

/**
 * The AWS CLI itself. A version manager's placeholder in its place starts a shell or two
 * first, which would make the peer slower than it is.
 */
export function findAws() {
  const found = output("/bin/sh", ["-c", "command -v aws"]);
  if (found === null) return null;
  const path = /[\\/]shims[\\/]/.test(found) ? output("pyenv", ["which", "aws"]) : found;
  const version = path === null ? null : output(path, ["--version"]);
  return version === null ? null : { path, version: version.split(" ")[0] };
}

export function findScript() {
  const help = output("script", ["--version"]);
  // The one of BSD takes other options.
  return help?.includes("util-linux") === true;
}

/** The first line of what a program says of its version; null when it is not there. */
export function versionOf(program) {
  return output(program, ["--version"])?.split("\n", 1)[0] ?? null;
}

function output(program, argv) {
  const { status, stdout } = spawnSync(program, argv, { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}
