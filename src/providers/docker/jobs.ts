import type { Clock } from "../../core/clock.ts";
import { nullIfMissing, QuantsError } from "../../core/errors.ts";
import { LABEL } from "../../core/tenants/labels.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { pause } from "../../core/time/wait.ts";
import type { DockerCli } from "./cli.ts";
import { type Script, SCRIPTS } from "./scripts.ts";
import type { NodeAnswer, TaskAnswer, TaskLine } from "./shapes.ts";

interface Options {
  cli: DockerCli;
  clock: Clock;
  signal: AbortSignal;
  image: string;
  /** The folder on workers that has all tenants' volumes. */
  root: string;
}

interface Job {
  tenant: string;
  script: Script;
  node: string;
  args: readonly string[];
  network?: string;
  /** What a status of the script means that is no failure of the job. */
  refusals?: Readonly<Record<number, QuantsError>>;
}

/** Scripts that have something to tell: a worker that came back may have no way to. */
const TELLING: ReadonlySet<Script> = new Set(["sum", "look"]);

const PAUSE_MS = 250;
/** Until a job runs: the node is asked to, and may have to get the image. */
const START_MS = 120_000;
/** How often a job that takes long looks at its node. */
const LOOK_MS = 5_000;

/**
 * Runs a script once on one node, as a service of the engine: so no way to the node is needed but
 * the engine's own.
 */
export class Jobs {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** What it wrote, if it tells something; throws when it failed. */
  async run(job: Job): Promise<string> {
    const name = await this.start(job);
    try {
      return await this.finish(name, job);
    } finally {
      await this.remove(name);
    }
  }

  async start({ tenant, script, node, args, network }: Job): Promise<string> {
    const { cli, image, root } = this.#options;
    const name = `qt-${tenant}-job-${script}`;
    await this.remove(name);
    const network_ = network === undefined ? [] : ["--network", network];
    await cli.run([
      ...["service", "create", "--detach", "--quiet", "--name", name],
      ...["--label", `${LABEL.job}=${tenant}`, "--constraint", `node.id==${node}`],
      ...["--restart-condition", "none", "--endpoint-mode", "dnsrr", ...network_],
      ...["--mount", `type=bind,source=${root},target=/tenants`],
      ...["--entrypoint", "sh", image, "-c", SCRIPTS[script], "sh", ...args],
    ]);
    return name;
  }

  /** The address of a job that runs, on its network. */
  async address(name: string, job: Job): Promise<string> {
    const task = await this.#until(name, job, (it) => isIn(it, "running", "complete"));
    const [answer] = await this.#options.cli.inspect<TaskAnswer>([
      ...["inspect", "--type", "task", task.ID],
    ]);
    const found = answer?.NetworksAttachments?.flatMap((it) => it.Addresses ?? [])[0];
    if (found !== undefined) return found.split("/")[0] ?? found;
    throw new QuantsError("operation_failed", `${job.tenant}: a job got no address.`, {
      hint: "Is the overlay network of the tenant well? Ports 4789/udp and 7946 must be open between workers.",
    });
  }

  async finish(name: string, job: Job): Promise<string> {
    await this.#until(name, job, (it) => isIn(it, "complete"));
    if (!TELLING.has(job.script)) return "";
    return this.#options.cli.run(["service", "logs", "--raw", name]);
  }

  async remove(name: string): Promise<void> {
    const { cli } = this.#options;
    await nullIfMissing(cli.run(["service", "rm", name]));
  }

  async #until(name: string, job: Job, isThere: (task: TaskLine) => boolean): Promise<TaskLine> {
    const { cli, clock, signal } = this.#options;
    const begun = clock.now();
    let looked = begun;
    for (;;) {
      const [task] = await cli.lines<TaskLine>(["service", "ps", "--no-trunc", name]);
      if (task !== undefined) {
        if (isThere(task)) return task;
        if (isIn(task, "failed", "rejected", "shutdown", "orphaned"))
          throw await this.#failed(name, task, job);
        const late = clock.now() - begun > START_MS && !isIn(task, "running");
        if (late) throw await this.#failed(name, task, job);
      }
      // A job is nowhere for ever where its node is none, and runs for ever where that died.
      if (clock.now() - looked > LOOK_MS) {
        looked = clock.now();
        await this.#requireUp(job);
      }
      await pause(clock, PAUSE_MS, signal);
    }
  }

  async #requireUp({ tenant, node }: Job): Promise<void> {
    const { cli } = this.#options;
    const found = await nullIfMissing(cli.inspect<NodeAnswer>(["node", "inspect", node]));
    if (found?.[0]?.Status?.State === "ready") return;
    throw new QuantsError(
      "invalid_state",
      `A worker that ${tenant} needs is down, or gone: ${node}.`,
      {
        hint: advice`See: ${toRun("worker list")}`,
        resource: tenant,
      },
    );
  }

  async #failed(
    name: string,
    { CurrentState, Error: why }: TaskLine,
    job: Job,
  ): Promise<QuantsError> {
    const status = Number(/non-zero exit \((\d+)\)/.exec(why)?.[1]);
    const refusal = job.refusals?.[status];
    if (refusal !== undefined) return refusal;
    const said = await this.#options.cli.both(["service", "logs", "--raw", name]).catch(() => "");
    const last = said.trim().split("\n").at(-1) ?? "";
    const { root, image } = this.#options;
    const text = [CurrentState, why, last].filter((it) => it !== "").join("; ");
    return new QuantsError(
      "operation_failed",
      `${job.tenant}: a job on its worker failed: ${text}`,
      {
        hint: hintFor(`${why}\n${last}`, root, image),
        resource: job.tenant,
      },
    );
  }
}

function hintFor(said: string, root: string, image: string): string {
  if (/bind source path does not exist/.test(said)) {
    return `The worker has no folder ${root}: the role swarm makes it.`;
  }
  if (/permission denied/i.test(said)) {
    return `On the worker, ${root} must belong to root; where Docker has userns-remap, to the id that root is mapped to. The role swarm sees to it.`;
  }
  return `It runs ${image} and needs ${root} there.`;
}

const isIn = ({ CurrentState }: TaskLine, ...states: string[]): boolean =>
  states.some((it) => CurrentState.toLowerCase().startsWith(it));
