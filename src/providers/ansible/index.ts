import { join } from "node:path";
import type { AnsibleControl, DeployRequest } from "../../core/contracts/ansible-control.ts";
import type { Host } from "../../core/context.ts";
import { type Settings, showsProgress } from "../../core/settings.ts";
import { PrivateFolder } from "../../core/files/private-folder.ts";
import { checkExtra, checkPrivateKey, playbookArguments, requireFile } from "./arguments.ts";
import { findAnsible } from "./binary.ts";
import { closeConnections } from "./connections.ts";
import { ansibleEnvironment } from "./environment.ts";
import { executablesOf } from "./executables.ts";
import { packageRoot } from "./package-root.ts";
import { run } from "./run.ts";
import { readServices } from "./services.ts";
import { readSummary } from "./summary.ts";

/** ansible-playbook as a child process. */
export function createAnsible(host: Host, settings: Settings): AnsibleControl {
  const { cwd, env, signal, stderr, clock } = host;
  return {
    services: (directory) => readServices(directory, cwd),

    check({ extra, privateKey, vaultPasswordFile }) {
      checkExtra(extra);
      if (privateKey !== undefined) checkPrivateKey(privateKey, cwd);
      if (vaultPasswordFile !== undefined) {
        requireFile(vaultPasswordFile, cwd, "--vault-password-file");
      }
      findAnsible(env, cwd);
    },

    executes: (request) =>
      executablesOf(request, join(packageRoot(), "ansible", "callback_plugins"), env, cwd),

    async deploy(request) {
      const binary = findAnsible(env, cwd);
      const folder = new PrivateFolder();
      const sockets = folder.folder("s");
      try {
        const { vaultPassword: password } = request;
        const files = {
          inventory: folder.write("hosts.json", request.inventory),
          // Not a pipe: Ansible runs a password file that is not a regular file.
          vaultPassword: password === undefined ? undefined : folder.write("vault", password),
        };
        const environment = ansibleEnvironment(env, {
          directory: request.directory,
          callbacks: join(packageRoot(), "ansible", "callback_plugins"),
          summary: folder.at("summary.json"),
          temporary: folder.folder("tmp"),
          knownHosts: folder.write("known_hosts", request.knownHosts),
          sockets,
          colour: request.colour,
          ownHostKeyChecking: setsHostKeyChecking(request),
        });
        const ended = await run(binary, playbookArguments(request, files, cwd), {
          cwd,
          env: environment,
          signal,
          clock,
          live: request.verbosity > 0 || showsProgress(settings, stderr) ? stderr : undefined,
          started: (pid) => folder.usedBy(pid),
        });
        await closeConnections(sockets, environment);
        return { ...ended, ...readSummary(folder.at("summary.json"), request) };
      } finally {
        folder.remove();
      }
    },
  };
}

function setsHostKeyChecking({ extra }: DeployRequest): boolean {
  return extra.some((word) => /StrictHostKeyChecking/i.test(word));
}
