import { QuantsError, nullIfMissing, toQuantsError } from "../errors.ts";
import type { BaseInfraManager, WaitOptions } from "../infra-manager.ts";
import type { Instance, Snapshot } from "../model.ts";
import { sameRules } from "../firewall/ports.ts";
import { snapshotTags, userTags } from "../snapshots/tags.ts";
import { STATE_TAG, fromTags, isMadeFrom, markOf, markText, resizeSnapshotName } from "./marks.ts";
import { type ResizePlan, ageOfCopy } from "./plan.ts";

export type ResizeStep =
  | "mark"
  | "stop"
  | "snapshot"
  | "instance"
  | "firewall"
  | "verify"
  | "static_ip"
  | "old_instance"
  | "cleanup";

export interface ResizeOutcome {
  /** The old instance, as it was last seen; null when it was gone before. */
  source: Instance | null;
  /** The new instance, as it was last seen. */
  made: Instance | null;
  /** The snapshot, while there is one. */
  snapshot: string | null;
  oldInstance: "removed" | "kept" | "present";
  changed: boolean;
  done: ResizeStep[];
  not_done: ResizeStep[];
  error: QuantsError | null;
}

export interface ResizeHooks {
  now: () => number;
  onStep: (text: string) => void;
  /** The snapshot, which is kept, has no room for these tags. */
  onDroppedTags: (snapshot: string, keys: readonly string[]) => void;
  /** Null when nobody asked for it. */
  waitForSsh: ((instance: Instance, wait: WaitOptions) => Promise<void>) | null;
}

export interface ResizeWaits {
  snapshot: WaitOptions;
  /** For the new instance, and each request. */
  instance: WaitOptions;
  /** For the old one: what is told of it must not look like the new one's. */
  old: WaitOptions;
}

export function plannedSteps({ request, source, staticIp }: ResizePlan): ResizeStep[] {
  if (source === null) return request.keepSnapshot ? [] : ["cleanup"];
  return [
    "mark",
    ...(request.stop ? (["stop"] as const) : []),
    "snapshot",
    "instance",
    "firewall",
    "verify",
    ...(staticIp === null ? [] : (["static_ip"] as const)),
    "old_instance",
    ...(request.keepSnapshot ? [] : (["cleanup"] as const)),
  ];
}

/**
 * Takes the steps in their order, each of which looks first whether it was taken already. The
 * old instance is untouched, but for a tag, until the new one is verified; the steps behind
 * lose nothing when they are cut off. Never throws.
 */
export async function carryOutResize(
  manager: BaseInfraManager,
  plan: ResizePlan,
  waits: ResizeWaits,
  hooks: ResizeHooks,
): Promise<ResizeOutcome> {
  const outcome: ResizeOutcome = {
    source: plan.source,
    made: plan.made,
    snapshot: plan.snapshot?.name ?? null,
    oldInstance: plan.source === null ? "removed" : "present",
    changed: false,
    done: [],
    not_done: plannedSteps(plan),
    error: null,
  };
  const work = new Resize(manager, plan, waits, hooks, outcome);
  try {
    for (const step of [...outcome.not_done]) {
      await work.take(step);
      outcome.done.push(step);
      outcome.not_done = outcome.not_done.slice(1);
    }
  } catch (error) {
    outcome.error = toQuantsError(error);
  }
  return outcome;
}

class Resize {
  readonly #manager: BaseInfraManager;
  readonly #plan: ResizePlan;
  readonly #waits: ResizeWaits;
  readonly #hooks: ResizeHooks;
  readonly #outcome: ResizeOutcome;

  constructor(
    manager: BaseInfraManager,
    plan: ResizePlan,
    waits: ResizeWaits,
    hooks: ResizeHooks,
    outcome: ResizeOutcome,
  ) {
    this.#manager = manager;
    this.#plan = plan;
    this.#waits = waits;
    this.#hooks = hooks;
    this.#outcome = outcome;
  }

  async take(step: ResizeStep): Promise<void> {
    if (step === "cleanup") return this.#cleanUp();
    const { source } = this.#plan;
    if (source === null) return undefined;
    const steps: Record<Exclude<ResizeStep, "cleanup">, (source: Instance) => Promise<void>> = {
      mark: (it) => this.#mark(it),
      stop: (it) => this.#stop(it),
      snapshot: (it) => this.#snapshot(it),
      instance: (it) => this.#make(it),
      firewall: (it) => this.#copyFirewall(it),
      verify: (it) => this.#verify(it),
      static_ip: (it) => this.#moveStaticIp(it),
      old_instance: (it) => this.#retireOld(it),
    };
    return steps[step](source);
  }

  /** Whether the old instance ran, which its state does not tell any more once it was stopped. */
  #was(source: Instance): "running" | "stopped" {
    const { mark } = this.#plan;
    return mark?.was ?? (source.status === "stopped" ? "stopped" : "running");
  }

  async #mark(source: Instance): Promise<void> {
    const { target, staticIp } = this.#plan;
    const text = markText({ target, was: this.#was(source), staticIp: staticIp?.name ?? null });
    if (source.tags[STATE_TAG] === text) return;
    await this.#manager.tagInstance(source.name, { [STATE_TAG]: text }, this.#waits.instance);
    this.#changed(`marked as being resized to ${target}`);
  }

  async #stop(source: Instance): Promise<void> {
    if (source.status === "stopped" || this.#plan.made !== null) return;
    const { signal } = this.#waits.instance;
    await this.#manager.stopInstance(source.name, { signal });
    this.#outcome.source = { ...source, status: "stopping" };
    this.#outcome.source = await this.#manager.waitForInstance(
      source.name,
      "stopped",
      this.#waits.old,
    );
    this.#changed("stopped");
  }

  async #snapshot(source: Instance): Promise<void> {
    const { made, request } = this.#plan;
    if (made !== null) return;
    const name = resizeSnapshotName(source, request.bundle);
    await this.#dropUseless();
    if (this.#outcome.snapshot === null) {
      await this.#beginSnapshot(name, source);
      this.#outcome.snapshot = name;
    } else {
      this.#hooks.onStep(`${source.name}: going on with the snapshot ${name}`);
    }
    await this.#manager.waitForSnapshot(name, this.#waits.snapshot);
    this.#hooks.onStep(`${source.name}: snapshot ${name} available`);
  }

  /** One that failed, or is older than what may take over. */
  async #dropUseless(): Promise<void> {
    const { snapshot, request } = this.#plan;
    if (snapshot === null) return;
    const age = ageOfCopy(this.#plan, this.#hooks.now()) ?? 0;
    if (snapshot.status !== "error" && age <= request.maxAgeMs) return;
    await this.#deleteSnapshot(snapshot.name);
    this.#changed(`snapshot ${snapshot.name} deleted: it is too old, or failed`);
  }

  async #beginSnapshot(name: string, source: Instance): Promise<void> {
    const { signal } = this.#waits.snapshot;
    const { tags, dropped } = snapshotTags(source.tags, "resize", fromTags(source));
    try {
      await this.#manager.createSnapshot(name, source.name, { signal, tags });
      this.#changed(`snapshot ${name} begun`);
      // The new instance gets its tags from the old one; only who keeps the snapshot lacks them.
      if (this.#plan.request.keepSnapshot) this.#hooks.onDroppedTags(name, dropped);
    } catch (error) {
      // Another run of the same command may have been faster.
      await this.#adopt(error, source, () => this.#manager.getSnapshot(name, { signal }));
    }
  }

  async #make(source: Instance): Promise<void> {
    const { made, target, request, autoSnapshotTime } = this.#plan;
    if (made !== null) return;
    const { signal } = this.#waits.instance;
    await this.#requireMark(source);
    try {
      const { instance } = await this.#manager.createInstanceFromSnapshot(
        {
          name: target,
          snapshot: resizeSnapshotName(source, request.bundle),
          bundle: request.bundle,
          availabilityZone: source.availability_zone,
          keyPair: source.key_pair ?? undefined,
          tags: { ...userTags(source.tags), ...fromTags(source) },
          ipAddressType: addressTypeOf(source),
          autoSnapshotTime,
        },
        { signal },
      );
      this.#outcome.made = instance;
      this.#changed(`${target} created`);
    } catch (error) {
      this.#outcome.made = await this.#adopt(error, source, () =>
        this.#manager.getInstance(target, { signal }),
      );
    }
  }

  /** Of two runs that began at once with different ends, the later mark stands. */
  async #requireMark({ name }: Instance): Promise<void> {
    const { signal } = this.#waits.instance;
    const mark = markOf(await this.#manager.getInstance(name, { signal }));
    if (mark?.target === this.#plan.target) return;
    throw new QuantsError(
      "conflict",
      `Somebody else is resizing ${name} as well, to ${mark?.target ?? "nothing any more"}.`,
      { hint: "Let one of the two finish.", resource: name },
    );
  }

  /** After `name_in_use`: what has the name, if it is this very resize's. */
  async #adopt<T extends Instance | Snapshot>(
    error: unknown,
    source: Instance,
    read: () => Promise<T>,
  ): Promise<T> {
    if (!(error instanceof QuantsError) || error.code !== "name_in_use") throw error;
    const found = await nullIfMissing(read());
    if (found === null || !isMadeFrom(found, source)) throw error;
    return found;
  }

  async #copyFirewall(source: Instance): Promise<void> {
    const { target } = this.#plan;
    if (this.#isParked()) return;
    const wait = this.#waits.instance;
    this.#outcome.made = await this.#manager.waitForInstance(target, "running", wait);
    const [wanted, present] = await Promise.all([
      this.#manager.getFirewall(source.name, wait),
      this.#manager.getFirewall(target, wait),
    ]);
    if (sameRules(present, wanted)) return;
    await this.#manager.replaceFirewall(target, wanted, wait);
    this.#changed(`firewall copied to ${target}`);
  }

  async #verify(source: Instance): Promise<void> {
    if (this.#isParked()) return;
    await this.#verifyNew(source, null);
    this.#hooks.onStep(`${source.name}: ${this.#plan.target} verified`);
  }

  /** Before it takes over, and again when it has. */
  async #verifyNew(source: Instance, address: string | null): Promise<void> {
    const { target } = this.#plan;
    const wait = this.#waits.instance;
    const made = await this.#manager.waitForInstance(target, "ip", wait);
    if (made === null) throw notGood(target, "it is gone");
    this.#outcome.made = made;
    if (!isMadeFrom(made, source)) throw notGood(target, "it is another instance by now");
    if (address !== null && made.public_ip !== address) {
      throw notGood(target, `its address is ${made.public_ip ?? "missing"}, not ${address}`);
    }
    const [wanted, present] = await Promise.all([
      this.#manager.getFirewall(source.name, wait),
      this.#manager.getFirewall(target, wait),
    ]);
    if (!sameRules(wanted, present)) {
      throw notGood(target, `its firewall is not that of ${source.name}`);
    }
    await this.#hooks.waitForSsh?.(made, wait);
  }

  async #moveStaticIp(source: Instance): Promise<void> {
    const { target, staticIp } = this.#plan;
    if (staticIp === null) return;
    const { signal } = this.#waits.instance;
    const { name, ip_address: address } = staticIp;
    const now = await this.#manager.getStaticIp(name, { signal });
    if (now.attached_to === target) return;
    if (now.attached_to === source.name) {
      await this.#manager.detachStaticIp(name, { signal });
      this.#outcome.changed = true;
    }
    await this.#manager.attachStaticIp(name, target, { signal });
    this.#changed(`static IP ${address} (${name}) moved to ${target}`);
    await this.#verifyNew(source, address);
  }

  async #retireOld(source: Instance): Promise<void> {
    await this.#parkNew(source);
    const wait = this.#waits.old;
    const now = await nullIfMissing(this.#manager.getInstance(source.name, wait));
    if (now !== null && now.arn !== source.arn)
      throw notGood(source.name, "it is another instance");
    if (this.#plan.request.keepOld) {
      if (now !== null && now.status !== "stopped") {
        await this.#manager.stopInstance(source.name, { signal: wait.signal });
        this.#outcome.source = { ...source, status: "stopping" };
        this.#outcome.source = await this.#manager.waitForInstance(source.name, "stopped", wait);
        this.#changed("stopped, and kept");
      }
      this.#outcome.oldInstance = "kept";
      return;
    }
    if (now !== null) {
      await nullIfMissing(this.#manager.destroyInstance(source.name, wait));
      await this.#manager.waitForInstance(source.name, "gone", wait);
      this.#changed("deleted");
    }
    this.#outcome.oldInstance = "removed";
  }

  /** An instance that was stopped is to be stopped afterwards too. */
  async #parkNew(source: Instance): Promise<void> {
    if (this.#was(source) === "running" || this.#isParked()) return;
    const { target } = this.#plan;
    const wait = this.#waits.instance;
    await this.#manager.stopInstance(target, { signal: wait.signal });
    this.#outcome.made = await this.#manager.waitForInstance(target, "stopped", wait);
    this.#changed(`${target} stopped, as ${source.name} was`);
  }

  /** Verified by an earlier run, and stopped at its end because the old one was not running. */
  #isParked(): boolean {
    const { made, mark, staticIp, target } = this.#plan;
    const hasMoved = staticIp === null || staticIp.attached_to === target;
    return mark?.was === "stopped" && made?.status === "stopped" && hasMoved;
  }

  async #cleanUp(): Promise<void> {
    const name = this.#outcome.snapshot;
    if (name === null) return;
    await this.#deleteSnapshot(name);
    this.#changed(`snapshot ${name} deleted`);
  }

  async #deleteSnapshot(name: string): Promise<void> {
    await nullIfMissing(
      this.#manager.deleteSnapshot(name, { signal: this.#waits.snapshot.signal }),
    );
    this.#outcome.snapshot = null;
    this.#outcome.changed = true;
  }

  #changed(what: string): void {
    this.#outcome.changed = true;
    this.#hooks.onStep(`${this.#plan.request.name}: ${what}`);
  }
}

function addressTypeOf({
  ip_address_type: type,
}: Instance): "dualstack" | "ipv4" | "ipv6" | undefined {
  return type === "dualstack" || type === "ipv4" || type === "ipv6" ? type : undefined;
}

function notGood(name: string, why: string): QuantsError {
  return new QuantsError("conflict", `${name} is not as it should be: ${why}.`, { resource: name });
}
