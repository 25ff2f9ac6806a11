import type { CallOptions } from "../../core/infra-manager.ts";
import { type Calls, idsOf } from "./calls.ts";
import { getInstance, getInstanceExtras } from "./instances.ts";

/** Enabling it again changes its time. */
export async function setAutoSnapshot(
  calls: Calls,
  name: string,
  time: string | null,
  call?: CallOptions,
): Promise<string[]> {
  const context = { ...call, resource: name };
  const isDone = async (): Promise<boolean> =>
    (await getInstanceExtras(calls, name, call)).auto_snapshot_time === time;
  const begun =
    time === null
      ? await calls.change(
          "DisableAddOn",
          { resourceName: name, addOnType: "AutoSnapshot" },
          context,
          isDone,
        )
      : await calls.change(
          "EnableAddOn",
          {
            resourceName: name,
            addOnRequest: {
              addOnType: "AutoSnapshot",
              autoSnapshotAddOnRequest: { snapshotTimeOfDay: time },
            },
          },
          context,
          isDone,
        );
  return idsOf(begun);
}

export async function setIpAddressType(
  calls: Calls,
  name: string,
  type: "dualstack" | "ipv4",
  call?: CallOptions,
): Promise<string[]> {
  const begun = await calls.change(
    "SetIpAddressType",
    { resourceType: "Instance", resourceName: name, ipAddressType: type },
    { ...call, resource: name },
    async () => (await getInstance(calls, name, call)).ip_address_type === type,
  );
  return idsOf(begun);
}
