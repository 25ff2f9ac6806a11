import type { Stack } from "../../core/contracts/terraform-control.ts";
import { applyArguments, variableArguments } from "./arguments.ts";
import { withoutKnown } from "./creations.ts";
import { findInventory } from "./inventory.ts";
import { readOutputs } from "./outputs.ts";
import { planMaker } from "./plans.ts";
import { type StackSetup, openSession } from "./session.ts";
import { readIdentifiers } from "./state/identifiers.ts";
import { readInstances } from "./state/instances.ts";

const IMPORT_AGAIN =
  "It exists as before. Fix what Terraform reports and repeat the command: it continues from there.";

/** One folder of Terraform files that child processes work on. `close` removes what they leave. */
export function openStack(setup: StackSetup): Stack & { close(): void } {
  const { located, request, binary, place, host } = setup;
  const session = openSession(setup);
  const plans = planMaker(session, setup);

  return {
    name: located.name,
    selection: session.selection,
    directory: located.directory,
    binary,
    get workspace() {
      return session.workspace;
    },

    async init({ createWorkspace }) {
      // Without the workspace: Terraform would create it, and the backend can't be asked yet.
      await session.live("init", ["init", ...(request.extra ?? [])], { anyWorkspace: true });
      const { workspace } = request;
      if (createWorkspace && workspace !== undefined && workspace !== "default") {
        if (!(await session.listWorkspaces()).includes(workspace)) {
          const made = await session.call(["workspace", "new", "-no-color", workspace], {
            anyWorkspace: true,
          });
          session.succeed("workspace new", made);
          return;
        }
      }
      await session.checkWorkspace();
    },

    plan: (mode) => plans.plan(mode),
    preview: (options) => plans.preview(options),
    planDocument: () => plans.document(),

    async missing(creations) {
      if (creations.length === 0) return [];
      const ended = await session.call(["state", "pull"], { always: true });
      const { stdout } = session.succeed("state pull", ended);
      return withoutKnown(creations, stdout, `The state of stack ${located.name}`);
    },

    async adopt(address, id) {
      const variables = variableArguments(request, host.cwd);
      await session.checkWorkspace();
      await place.ready();
      const options = [...applyArguments(request.extra ?? []), ...variables];
      const args = ["import", "-input=false", "-no-color", ...options, address, id];
      const ended = await session.call(args);
      if (ended.status !== 0 && /doesn't support import/.test(ended.stderr)) return false;
      session.succeed("import", ended, IMPORT_AGAIN);
      return true;
    },

    async outputs({ sensitive }) {
      await session.checkWorkspace();
      const ended = await session.call(["output", "-json", "-no-color"], { always: true });
      return readOutputs(session.succeed("output", ended).stdout, sensitive);
    },

    async instances() {
      await session.checkWorkspace();
      const ended = await session.call(["state", "pull"], { always: true });
      const { stdout } = session.succeed("state pull", ended);
      return readInstances(stdout, `The state of stack ${located.name}`, session.workspace);
    },

    async resources() {
      await session.checkWorkspace();
      const ended = await session.call(["state", "pull"], { always: true });
      return readIdentifiers(session.succeed("state pull", ended).stdout);
    },

    async inventory() {
      const ended = await session.call(["output", "-json", "-no-color"], { always: true });
      const outputs = ended.status === 0 ? readOutputs(ended.stdout, false) : new Map();
      return findInventory(located.name, place.directory, outputs);
    },

    close: () => plans.close(),
  };
}
