import type { Clock } from "../../clock.ts";
import type { BaseInfraManager, WaitOptions } from "../../infra-manager.ts";
import type { CheckedChoice } from "../../instances/preflight.ts";
import type { Instance, StaticIp } from "../../model.ts";
import type { Step } from "../../plan/step.ts";
import type { DesiredFleet } from "../desired.ts";

/** What the steps of an apply share. */
export interface Applying {
  fleet: DesiredFleet;
  managerOf: (region: string) => BaseInfraManager;
  clock: Clock;
  onStep: (text: string) => void;
  /** How to wait for an instance, and for a snapshot of it. */
  wait: (name: string) => WaitOptions;
  snapshotWait: (name: string) => WaitOptions;
  /** The script for the first start, by its path. */
  userData: (path: string) => Promise<string>;
  /** What the catalogue says of an instance that is to be made, by its id. */
  choices: ReadonlyMap<string, CheckedChoice>;
  /** Notes, before an instance is deleted, what becomes of its address. */
  remember: (facts: AddressNote) => void;
  /** Notes a resize before it begins: at its end only a snapshot is left of it. */
  rememberResize: (resize: OpenResize) => void;
  /** The static IPs that interrupted applies were to give to new instances, by id. */
  moves: ReadonlyMap<string, string>;
}

/** A resize that was begun, of an instance of the files. */
export interface OpenResize {
  id: string;
  region: string;
  /** Name of the old instance. */
  from: string;
  bundle: string;
}

/** An address that outlives its instance for a moment. */
export interface AddressNote {
  id: string;
  region: string;
  /** Null: the instance has none. */
  ip: Pick<StaticIp, "name" | "ip_address"> | null;
  goal: "release" | "move";
}

/** The steps of one change, and what came of it. */
export interface ChangeSteps {
  steps: Step[];
  /** The instance as last seen; null when there is none any more. */
  made: () => Instance | null;
  /** Name of the static IP that it allocated or attached; null for none. */
  staticIp?: () => string | null;
}
