import { QuantsError } from "../../../core/errors.ts";
import {
  compareSample,
  countLoaded,
  type LabelCount,
  requireEqual,
} from "../../../core/migration/graph/compare-loaded.ts";
import { awaitLoad, isCompleted, isUnderWay } from "../../../core/migration/graph/load.ts";
import type { Manifest } from "../../../core/migration/graph/manifest.ts";
import type { Sampled } from "../../../core/migration/graph/read-back.ts";
import { planUpload, upload } from "../../../core/migration/graph/upload.ts";
import type { Step, StepChange } from "../../../core/plan/step.ts";
import type { CommandContext } from "../../definition/command.ts";
import type { spec } from "../graph.spec.ts";
import { type ConversionOptions, converted, type Prepared } from "./conversion.ts";
import { needsLoad, type Opened } from "./loading.ts";

export interface GraphWork {
  conversion: ConversionOptions;
  prepared: Prepared;
  opened: Opened | null;
  isAdded: boolean;
  context: CommandContext<typeof spec>;
}

/** What the steps found out, each for those after it. */
export interface GraphState {
  manifest: Manifest | null;
  sampled: readonly Sampled[];
  uploaded: number;
  loadId: string | null;
  counts: readonly LabelCount[];
  sample: number | null;
  changed: boolean;
}

export function newState(): GraphState {
  return {
    ...{ manifest: null, sampled: [], uploaded: 0, loadId: null },
    ...{ counts: [], sample: null, changed: false },
  };
}

export function stepsFor(work: GraphWork, state: GraphState): Step[] {
  const { opened } = work;
  const first = conversionStep(work, state);
  if (opened === null) return [first];
  return [
    first,
    uploadStep(work, opened, state),
    loadStep(work, opened, state),
    compareStep(work, opened, state),
  ];
}

function conversionStep(
  { conversion, prepared, context }: GraphWork,
  state: GraphState,
): Step<"convert"> {
  const { folder } = conversion;
  const { nodes, relationships } = prepared;
  const detail = `${nodes} nodes, ${relationships} relationships`;
  return {
    name: "convert",
    changes: () =>
      prepared.manifest === null ? [change("write", "csv_folder", folder, "local", detail)] : [],
    async carryOut() {
      context.narrator.step(
        prepared.manifest === null ? `converting ${detail}` : `reading ${folder} back`,
      );
      Object.assign(state, await converted(conversion, prepared));
      state.changed ||= prepared.manifest === null;
    },
  };
}

function uploadStep(
  { prepared, conversion, context }: GraphWork,
  opened: Opened,
  state: GraphState,
): Step<"upload"> {
  const { target, source } = opened;
  return {
    name: "upload",
    async changes() {
      if (!needsLoad(opened)) return [];
      const { manifest } = prepared;
      const plan = manifest && (await planUpload(target, manifest));
      if (plan?.missing.length === 0) return [];
      const detail = plan === null ? "the CSV files" : `${plan.missing.length} files`;
      return [change("upload", "objects", source, target.region, detail)];
    },
    async carryOut() {
      // What was loaded, or is being read now, must not be written again.
      if (!needsLoad(opened)) return;
      const manifest = made(state);
      const { missing, kept } = await planUpload(target, manifest);
      context.narrator.step(
        `uploading ${missing.length} files to ${source}${kept === 0 ? "" : `; ${kept} are there`}`,
      );
      await upload(target, manifest, conversion.folder, missing);
      state.uploaded = missing.length;
      state.changed ||= missing.length > 0;
    },
  };
}

function loadStep({ context }: GraphWork, opened: Opened, state: GraphState): Step<"load"> {
  const { target, source, load } = opened;
  const { region, roleArn, endpoint, signal } = target;
  return {
    name: "load",
    changes: () =>
      needsLoad(opened)
        ? [change("load", "database", new URL(endpoint).hostname, region, source)]
        : [],
    async carryOut() {
      if (load !== null && (isCompleted(load) || isUnderWay(load))) {
        state.loadId = load.id;
        context.narrator.step(`load ${load.id} of ${source} is known: ${load.status}`);
      } else {
        const request = { source, region, roleArn, isRetry: load !== null };
        state.loadId = await target.database.startLoad(request, { signal });
        context.journal.remember({ load: state.loadId });
        state.changed = true;
      }
      await awaitLoad(target, state.loadId);
    },
  };
}

function compareStep(
  { isAdded, context }: GraphWork,
  { target }: Opened,
  state: GraphState,
): Step<"compare"> {
  return {
    name: "compare",
    changes: () => [],
    async carryOut() {
      context.narrator.step("counting and comparing");
      state.counts = await countLoaded(target, made(state));
      const { differences, lostEmpty } = await compareSample(target, state.sampled);
      requireEqual(state.counts, differences, isAdded, target.endpoint);
      state.sample = state.sampled.length;
      if (lostEmpty > 0) {
        context.narrator.warn(
          `${lostEmpty} empty texts of the sample are missing in the cluster: it does not keep them`,
        );
      }
    },
  };
}

function made({ manifest }: GraphState): Manifest {
  if (manifest === null) throw new QuantsError("internal", "There is no conversion.");
  return manifest;
}

function change(
  action: string,
  kind: string,
  name: string,
  region: string,
  detail: string,
): StepChange {
  return { action, kind, name, region, detail };
}
