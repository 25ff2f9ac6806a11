import type { Instance as SdkInstance } from "@aws-sdk/client-lightsail";
import type { CallOptions } from "../../core/infra-manager.ts";
import type { Instance, InstanceExtras } from "../../core/model.ts";
import { type CallContext, type Calls, idsOf, present } from "./calls.ts";
import { toExtras, toInstance } from "./mapping.ts";
import { allPages } from "./pages.ts";

export async function listInstances(calls: Calls, call?: CallOptions): Promise<Instance[]> {
  const instances = await listAll(calls, call);
  return instances.map((instance) => toInstance(instance, calls.region));
}

export async function listInstanceExtras(
  calls: Calls,
  call?: CallOptions,
): Promise<(Instance & InstanceExtras)[]> {
  const instances = await listAll(calls, call);
  return instances.map((it) => ({ ...toInstance(it, calls.region), ...toExtras(it) }));
}

function listAll(calls: Calls, call: CallOptions | undefined): Promise<SdkInstance[]> {
  return allPages(async (pageToken) => {
    const page = await calls.read(
      "GetInstances",
      pageToken === undefined ? {} : { pageToken },
      call,
    );
    return { items: page.instances, next: page.nextPageToken };
  });
}

export async function getInstance(
  calls: Calls,
  name: string,
  call?: CallOptions,
): Promise<Instance> {
  const context: CallContext = { ...call, resource: name };
  const { instance } = await calls.read("GetInstance", { instanceName: name }, context);
  return toInstance(present(instance, name), calls.region);
}

export async function getInstanceExtras(
  calls: Calls,
  name: string,
  call?: CallOptions,
): Promise<InstanceExtras> {
  const context: CallContext = { ...call, resource: name };
  const { instance } = await calls.read("GetInstance", { instanceName: name }, context);
  return toExtras(present(instance, name));
}

export async function startInstance(
  calls: Calls,
  name: string,
  call?: CallOptions,
): Promise<string[]> {
  const begun = await calls.change(
    "StartInstance",
    { instanceName: name },
    { ...call, resource: name },
    isIn(calls, name, ["pending", "running"], call),
  );
  return idsOf(begun);
}

export async function stopInstance(
  calls: Calls,
  name: string,
  options: CallOptions & { force?: boolean } = {},
): Promise<string[]> {
  const { force, ...call } = options;
  const begun = await calls.change(
    "StopInstance",
    { instanceName: name, ...(force !== undefined && { force }) },
    { ...call, resource: name },
    isIn(calls, name, ["stopping", "stopped"], call),
  );
  return idsOf(begun);
}

/**
 * After a lost answer the instance may be rebooted twice within seconds, which does less harm than
 * no reboot. While it restarts, a second request may be refused; if it is then running or starting,
 * the goal is reached.
 */
export async function rebootInstance(
  calls: Calls,
  name: string,
  call?: CallOptions,
): Promise<string[]> {
  const begun = await calls.change(
    "RebootInstance",
    { instanceName: name },
    { ...call, resource: name },
    async (refusal) =>
      refusal.code === "invalid_state" &&
      (await isIn(calls, name, ["pending", "running", "rebooting"], call)()),
  );
  return idsOf(begun);
}

export async function destroyInstance(
  calls: Calls,
  name: string,
  call?: CallOptions,
): Promise<void> {
  await calls.change(
    "DeleteInstance",
    { instanceName: name, forceDeleteAddOns: true },
    { ...call, resource: name },
    async (refusal) => {
      if (refusal.code === "not_found") return true;
      return !(await exists(calls, name, call));
    },
  );
}

function isIn(
  calls: Calls,
  name: string,
  wanted: readonly string[],
  call: CallOptions | undefined,
): () => Promise<boolean> {
  return async () => wanted.includes((await getInstance(calls, name, call)).status);
}

async function exists(calls: Calls, name: string, call?: CallOptions): Promise<boolean> {
  const context = { ...call, resource: name };
  const answer = await calls.attempt("GetInstance", { instanceName: name }, context);
  if (answer.ok) return true;
  if (answer.failure.error.code === "not_found") return false;
  throw answer.failure.error;
}
