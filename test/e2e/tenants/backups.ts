import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { outputOf } from "../../helpers/run.ts";
import type { Swarm } from "../../helpers/swarm.ts";

const TEMPLATES = fileURLToPath(
  new URL("../../../ansible/roles/backup/templates", import.meta.url),
);

/** The role's own programs on the machines of a Swarm, with restic's repositories in a folder. */
export class Backups {
  readonly #swarm: Swarm;
  readonly #folder: string;

  constructor(swarm: Swarm) {
    this.#swarm = swarm;
    this.#folder = join(swarm.folder, "backup");
  }

  async save(worker: string): Promise<void> {
    await this.#run(worker, "quants-backup");
  }

  /** The newest snapshot of a tenant that a server saved, to where `tenant restore` looks for it. */
  async restore(tenant: string, worker: string, server: string): Promise<void> {
    const target = join(this.#swarm.volumes, `.restored-${tenant}`);
    await this.#run(worker, "quants-restore", tenant, target, server);
  }

  /** Where the machine has its volumes, each machine sees its own. */
  async #run(worker: string, program: string, ...args: string[]): Promise<void> {
    const own = join(this.#folder, worker);
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, "password"), "a password of twenty letters");
    const facts: Readonly<Record<string, string>> = {
      ansible_managed: "managed",
      inventory_hostname: worker,
      backup_folder: this.#swarm.volumes,
      backup_repository: join(this.#folder, "bucket"),
      "backup_keep.daily": "7",
      "backup_keep.weekly": "5",
      "backup_keep.monthly": "6",
    };
    for (const name of ["environment", program]) {
      const text = readFileSync(join(TEMPLATES, `${name}.j2`), "utf8")
        .replaceAll(/\{\{ ([\w.]+)( \| quote)? \}\}/g, (_, key: string) => facts[key] ?? "")
        .replaceAll("/etc/quants-backup", own)
        .replaceAll("/var/cache/quants-backup", join(own, "cache"));
      writeFileSync(join(own, name), text);
    }
    chmodSync(join(own, program), 0o755);
    const mounted = 'mount --bind "$1" "$2"; shift 2; exec "$@"';
    const places = [this.#swarm.volumesOf(worker), this.#swarm.volumes];
    const call = ["sh", "-c", mounted, "sh", ...places, join(own, program), ...args];
    await outputOf("unshare", ["--mount", "--propagation", "private", ...call]);
  }
}
