import { sameSettings } from "../../core/alarms/settings.ts";
import type {
  Alarm,
  AlarmSettings,
  AlarmState,
  Watched,
  WatchedKind,
} from "../../core/contracts/alarms.ts";
import { QuantsError, nullIfMissing } from "../../core/errors.ts";
import type { CallOptions } from "../../core/infra-manager.ts";
import { theirState, toAlarm, toPutAlarm } from "./alarm-mapping.ts";
import { type Calls, present } from "./calls.ts";
import { toTagList } from "./create-request.ts";
import { allPages } from "./pages.ts";

export async function listAlarms(calls: Calls, call?: CallOptions): Promise<Alarm[]> {
  const alarms = await allPages(async (pageToken) => {
    const page = await calls.read("GetAlarms", pageToken === undefined ? {} : { pageToken }, call);
    return { items: page.alarms, next: page.nextPageToken };
  });
  return alarms.map((it) => toAlarm(it, calls.region));
}

export async function getAlarm(calls: Calls, name: string, call?: CallOptions): Promise<Alarm> {
  const { alarms = [] } = await calls.read(
    "GetAlarms",
    { alarmName: name },
    { ...call, resource: name },
  );
  const found = alarms.find((it) => it.name === name);
  if (found !== undefined) return toAlarm(found, calls.region);
  throw new QuantsError("not_found", `The alarm "${name}" does not exist in ${calls.region}.`, {
    resource: name,
  });
}

export async function putAlarm(
  calls: Calls,
  settings: AlarmSettings,
  {
    tags = {},
    ...call
  }: CallOptions & { tags?: Readonly<Record<string, string>> | undefined } = {},
): Promise<void> {
  const { name } = settings;
  const isTagged = Object.keys(tags).length > 0;
  await calls.change(
    "PutAlarm",
    { ...toPutAlarm(settings), ...(isTagged && { tags: toTagList(tags) }) },
    { ...call, resource: name },
    async () => {
      const now = await nullIfMissing(getAlarm(calls, name, call));
      return now !== null && sameSettings(now, settings);
    },
  );
}

export async function testAlarm(
  calls: Calls,
  name: string,
  state: AlarmState,
  call?: CallOptions,
): Promise<void> {
  await calls.change(
    "TestAlarm",
    { alarmName: name, state: theirState(state) },
    { ...call, resource: name },
    async () => (await getAlarm(calls, name, call)).state === state,
  );
}

export async function deleteAlarm(calls: Calls, name: string, call?: CallOptions): Promise<void> {
  await calls.change(
    "DeleteAlarm",
    { alarmName: name },
    { ...call, resource: name },
    async () => (await nullIfMissing(getAlarm(calls, name, call))) === null,
  );
}

export async function getWatched(
  calls: Calls,
  kind: WatchedKind,
  name: string,
  call?: CallOptions,
): Promise<Watched> {
  const found = present(await READ[kind](calls, name, { ...call, resource: name }), name);
  return { kind, name, arn: found.arn ?? null };
}

type Read = (
  calls: Calls,
  name: string,
  context: CallOptions & { resource: string },
) => Promise<{ arn?: string | undefined } | undefined>;

const READ: Readonly<Record<WatchedKind, Read>> = {
  instance: async (calls, name, context) =>
    (await calls.read("GetInstance", { instanceName: name }, context)).instance,
  load_balancer: async (calls, name, context) =>
    (await calls.read("GetLoadBalancer", { loadBalancerName: name }, context)).loadBalancer,
  database: async (calls, name, context) =>
    (await calls.read("GetRelationalDatabase", { relationalDatabaseName: name }, context))
      .relationalDatabase,
};
