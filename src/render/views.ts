import { costView } from "./views/cost.ts";
import { createdView } from "./views/created.ts";
import { destroyedView } from "./views/destroyed.ts";
import { findingView } from "./views/finding.ts";
import { infoView } from "./views/info.ts";
import { initialisedView } from "./views/initialised.ts";
import { ipView } from "./views/ip.ts";
import { managedView } from "./views/managed.ts";
import { metricsView } from "./views/metrics.ts";
import { operationView } from "./views/operation.ts";
import { plannedView } from "./views/planned.ts";
import { portsChangedView } from "./views/ports-changed.ts";
import { resizedView } from "./views/resized.ts";
import {
  sandboxDetachedView,
  sandboxSeededView,
  sandboxStartedView,
  sandboxStatusView,
  sandboxStoppedView,
} from "./views/sandbox.ts";
import { snapshotDeletedView, snapshotView } from "./views/snapshot.ts";
import {
  stackAdoptedView,
  stackAppliedView,
  stackInitialisedView,
  stackOutputsView,
  stackPlannedView,
  stackPricesView,
} from "./views/stack.ts";
import { taggedView } from "./views/tagged.ts";
import { whoamiView } from "./views/whoami.ts";

/**
 * How each kind of report is drawn for a person: one record to lines of text. A view that draws
 * otherwise on a terminal than elsewhere is told of it.
 */
export const views = {
  cost: costView,
  created: createdView,
  destroyed: destroyedView,
  finding: findingView,
  info: infoView,
  initialised: initialisedView,
  ip: ipView,
  managed: managedView,
  metrics: metricsView,
  operation: operationView,
  planned: plannedView,
  "ports-changed": portsChangedView,
  resized: resizedView,
  "sandbox-detached": sandboxDetachedView,
  "sandbox-seeded": sandboxSeededView,
  "sandbox-started": sandboxStartedView,
  "sandbox-status": sandboxStatusView,
  "sandbox-stopped": sandboxStoppedView,
  snapshot: snapshotView,
  "snapshot-deleted": snapshotDeletedView,
  "stack-adopted": stackAdoptedView,
  "stack-applied": stackAppliedView,
  "stack-initialised": stackInitialisedView,
  "stack-outputs": stackOutputsView,
  "stack-planned": stackPlannedView,
  "stack-prices": stackPricesView,
  tagged: taggedView,
  whoami: whoamiView,
};

export type ViewName = keyof typeof views;
