import {
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
  type HostedZone as SdkZone,
  type ResourceRecordSet,
  Route53Client,
} from "@aws-sdk/client-route-53";
import type { Clock } from "../../core/clock.ts";
import type {
  DnsControl,
  HostedZone,
  WeightChange,
  WeightedRecord,
} from "../../core/contracts/traffic-control.ts";
import { QuantsError } from "../../core/errors.ts";
import type { CallContext } from "./attempt.ts";
import { ServiceCalls } from "./service-calls.ts";
import { ROUTE_53 } from "./services.ts";
import type { AwsSession } from "./session.ts";

/** Route 53, for weighted records. */
export class Route53 implements DnsControl {
  readonly #calls: ServiceCalls<Route53Client>;

  constructor(options: { session: AwsSession; region: string; clock: Clock }) {
    this.#calls = new ServiceCalls({ ...options, service: ROUTE_53, Client: Route53Client });
  }

  async findZone(record: string, given: string | undefined, call: CallContext = {}) {
    const zones = await this.#zones(call);
    if (given !== undefined) return onlyZone(zones, given);
    const found = zones
      .filter(({ name }) => record === name || record.endsWith(`.${name}`))
      .toSorted((a, b) => b.name.length - a.name.length);
    const [first] = found;
    if (first === undefined) {
      throw new QuantsError("not_found", `No hosted zone of this account contains ${record}.`, {
        hint:
          zones.length === 0
            ? "The account has no hosted zone: is it the right one?"
            : `Zones: ${zones.map(({ name }) => name).join(", ")}.`,
        resource: record,
      });
    }
    const twins = found.filter(({ name }) => name === first.name);
    if (twins.length > 1) throw ambiguous(first.name, twins);
    return first;
  }

  async weightedRecords(zone: HostedZone, name: string, call: CallContext = {}) {
    return (await this.#recordSets(zone, name, call)).map(weightedRecord);
  }

  async setWeights(
    zone: HostedZone,
    name: string,
    changes: readonly WeightChange[],
    call: CallContext = {},
  ) {
    // Read again right before they are written, to keep everything else in a record.
    const sets = await this.#recordSets(zone, name, call);
    const upserts = changes.map(({ record, weight }) => ({
      Action: "UPSERT" as const,
      ResourceRecordSet: { ...sameSet(sets, record), Weight: weight },
    }));
    const { ChangeInfo: info } = await this.#calls.change(
      "ChangeResourceRecordSets",
      "shift_traffic",
      (client, options) =>
        client.send(
          new ChangeResourceRecordSetsCommand({
            HostedZoneId: zone.id,
            ChangeBatch: { Changes: upserts },
          }),
          options,
        ),
      { resource: name, ...call },
    );
    return bareId(info?.Id ?? "");
  }

  async isInSync(change: string, call: CallContext = {}) {
    const { ChangeInfo: info } = await this.#calls.read(
      "GetChange",
      (client, options) => client.send(new GetChangeCommand({ Id: change }), options),
      call,
    );
    return info?.Status === "INSYNC";
  }

  async #zones(call: CallContext): Promise<HostedZone[]> {
    const zones: HostedZone[] = [];
    let Marker: string | undefined;
    do {
      const page = await this.#calls.read(
        "ListHostedZones",
        (client, options) =>
          client.send(new ListHostedZonesCommand(Marker === undefined ? {} : { Marker }), options),
        call,
      );
      zones.push(...(page.HostedZones ?? []).map(zoneOf));
      Marker = page.IsTruncated === true ? page.NextMarker : undefined;
    } while (Marker !== undefined);
    return zones;
  }

  /** The weighted sets of a name; the service lists them in order of names, starting with it. */
  async #recordSets(
    zone: HostedZone,
    name: string,
    call: CallContext,
  ): Promise<ResourceRecordSet[]> {
    const sets: ResourceRecordSet[] = [];
    let from: object | undefined = { StartRecordName: name };
    while (from !== undefined) {
      const start: object = from;
      const page = await this.#calls.read(
        "ListResourceRecordSets",
        (client, options) =>
          client.send(
            new ListResourceRecordSetsCommand({ HostedZoneId: zone.id, ...start }),
            options,
          ),
        call,
      );
      const listed = page.ResourceRecordSets ?? [];
      sets.push(...listed.filter((it) => isNamed(it, name) && it.Weight !== undefined));
      const goesOn = page.IsTruncated === true && listed.every((it) => isNamed(it, name));
      from = goesOn
        ? {
            StartRecordName: page.NextRecordName,
            StartRecordType: page.NextRecordType,
            StartRecordIdentifier: page.NextRecordIdentifier,
          }
        : undefined;
    }
    return sets;
  }
}

/** As the service writes names: `\052` for an asterisk, and a trailing dot. */
function plainName(name: string | undefined): string {
  return (name ?? "").replace("\\052", "*").replace(/\.$/, "").toLowerCase();
}

function isNamed({ Name: name }: ResourceRecordSet, wanted: string): boolean {
  return plainName(name) === wanted;
}

function zoneOf({ Id: id, Name: name }: SdkZone): HostedZone {
  return { id: bareId(id ?? ""), name: plainName(name) };
}

/** `/hostedzone/Z1` and `/change/C1` without their prefixes. */
function bareId(id: string): string {
  return id.replace(/^\/\w+\//, "");
}

function onlyZone(zones: readonly HostedZone[], given: string): HostedZone {
  const wanted = plainName(bareId(given));
  const found = zones.filter(({ id, name }) => id.toLowerCase() === wanted || name === wanted);
  const [first, ...more] = found;
  if (first === undefined) {
    throw new QuantsError("not_found", `This account has no hosted zone ${given}.`, {
      hint: `Zones: ${zones.map(({ id, name }) => `${name} (${id})`).join(", ") || "none"}.`,
      resource: given,
    });
  }
  if (more.length > 0) throw ambiguous(given, found);
  return first;
}

function ambiguous(name: string, zones: readonly HostedZone[]): QuantsError {
  return new QuantsError("invalid_input", `${zones.length} hosted zones are called ${name}.`, {
    hint: `Give one by its id: --zone ${zones.map(({ id }) => id).join(" or ")}.`,
    resource: name,
  });
}

function weightedRecord(set: ResourceRecordSet): WeightedRecord {
  const { AliasTarget: alias, ResourceRecords: values } = set;
  return {
    type: String(set.Type),
    set_identifier: set.SetIdentifier ?? "",
    weight: set.Weight ?? 0,
    ttl: set.TTL ?? null,
    targets:
      alias === undefined
        ? (values ?? []).map(({ Value: value }) => value ?? "")
        : [plainName(alias.DNSName)],
  };
}

function sameSet(sets: readonly ResourceRecordSet[], record: WeightedRecord): ResourceRecordSet {
  const { type, set_identifier: id } = record;
  const found = sets.find((it) => it.Type === type && it.SetIdentifier === id);
  if (found !== undefined && found.Weight === record.weight) return found;
  throw new QuantsError(
    "conflict",
    found === undefined
      ? `The ${type} record ${id} no longer exists.`
      : `Someone changed the ${type} record ${id}: its weight is ${found.Weight}, not ${record.weight}.`,
    { hint: "This step changed nothing. Find out who else is working on the zone.", resource: id },
  );
}
