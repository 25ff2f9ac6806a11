import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakeRecord {
  name: string;
  type: string;
  id: string;
  weight: number;
  ttl?: number;
  value: string;
}

export interface FakeAws {
  endpoint: string;
  env: Record<string, string>;
  records: FakeRecord[];
  alarms: Map<string, string>;
  /** Messages by log group, with their times. */
  logs: Map<string, { at: number; message: string }[]>;
  zones: { id: string; name: string }[];
  /** Products of the price list: usage type and price by service. */
  products: {
    service: string;
    usage: string;
    usd: string[];
    attributes?: Record<string, string>;
  }[];
  /** Called with each call; what it resolves with, if anything, is answered instead. */
  onCall: (operation: string) => unknown;
  calls: string[];
  /** The region that each call was signed for. */
  regions: string[];
  /** The weights of each change, `blue 90, green 10`. */
  changes: string[];
  /** Looks at a change before it is in sync. */
  pending: number;
  close: () => Promise<void>;
}

const NS = 'xmlns="https://route53.amazonaws.com/doc/2013-04-01/"';

/** What a cut-over asks of Route 53 and CloudWatch, on loopback. */
export async function fakeAws(): Promise<FakeAws> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      fake.regions.push(/\/\d{8}\/([\w-]+)\//.exec(request.headers.authorization ?? "")?.[1] ?? "");
      const target = String(request.headers["x-amz-target"] ?? "");
      answer(
        fake,
        { method: request.method ?? "", url: request.url ?? "", target, body },
        response,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fake: FakeAws = {
    endpoint,
    env: {
      QUANTS_CTL_PROVIDER: "lightsail",
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "none",
      AWS_REGION: "eu-west-1",
      AWS_MAX_ATTEMPTS: "1",
    },
    records: [],
    alarms: new Map(),
    logs: new Map(),
    products: [],
    zones: [{ id: "Z1", name: "example.com" }],
    onCall: () => undefined,
    calls: [],
    regions: [],
    changes: [],
    pending: 0,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return fake;
}

interface Asked {
  method: string;
  url: string;
  target: string;
  body: string;
}

function answer(fake: FakeAws, asked: Asked, response: ServerResponse): void {
  const operation = operationOf(asked);
  fake.calls.push(operation);
  const instead = fake.onCall(operation);
  if (instead === "reset") {
    response.socket?.destroy();
    return;
  }
  if (instead === "throttle") {
    send(
      response,
      400,
      `<ErrorResponse ${NS}><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>`,
    );
    return;
  }
  if (operation === "DescribeAlarms") {
    const { AlarmNames: names } = JSON.parse(asked.body) as { AlarmNames: string[] };
    const MetricAlarms = names.flatMap((AlarmName) => {
      const StateValue = fake.alarms.get(AlarmName);
      return StateValue === undefined ? [] : [{ AlarmName, StateValue }];
    });
    response.writeHead(200, { "content-type": "application/x-amz-json-1.0" });
    response.end(JSON.stringify({ MetricAlarms, CompositeAlarms: [] }));
    return;
  }
  if (operation === "GetProducts") {
    answerProducts(fake, asked, response);
    return;
  }
  if (operation === "FilterLogEvents") {
    answerLogs(fake, asked, response);
    return;
  }
  send(response, 200, xmlOf(fake, operation, asked));
}

interface PriceFilter {
  Field: string;
  Value: string;
}

function answerProducts(fake: FakeAws, { body }: Asked, response: ServerResponse): void {
  const { ServiceCode, Filters } = JSON.parse(body) as {
    ServiceCode: string;
    Filters: PriceFilter[];
  };
  const products = fake.products.filter(({ service, attributes = {} }) => {
    const all: Record<string, string> = { regionCode: "us-east-1", ...attributes };
    return service === ServiceCode && Filters.every(({ Field, Value }) => all[Field] === Value);
  });
  const PriceList = products.map(({ usage, usd }, index) =>
    JSON.stringify({
      product: { sku: `SKU${index}`, attributes: { usagetype: usage } },
      terms: {
        OnDemand: {
          a: {
            priceDimensions: Object.fromEntries(
              usd.map((it, at) => [
                `d${at}`,
                { beginRange: String(at * 100), pricePerUnit: { USD: it } },
              ]),
            ),
          },
        },
      },
    }),
  );
  response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
  response.end(JSON.stringify({ FormatVersion: "aws_v1", PriceList }));
}

/** Two events a page. */
function answerLogs(fake: FakeAws, { body }: Asked, response: ServerResponse): void {
  const { logGroupName, startTime, nextToken } = JSON.parse(body) as {
    logGroupName: string;
    startTime: number;
    nextToken?: string;
  };
  const all = fake.logs.get(logGroupName);
  const headers = { "content-type": "application/x-amz-json-1.1" };
  if (all === undefined) {
    response.writeHead(400, headers);
    response.end(JSON.stringify({ __type: "ResourceNotFoundException", message: "No such group" }));
    return;
  }
  const from = Number(nextToken ?? 0);
  const found = all
    .map(({ at, message }, index) => ({
      eventId: String(index),
      timestamp: at,
      message,
      logStreamName: "s",
    }))
    .filter(({ timestamp }) => timestamp >= startTime);
  const events = found.slice(from, from + 2);
  response.writeHead(200, headers);
  response.end(
    JSON.stringify({ events, ...(from + 2 < found.length && { nextToken: String(from + 2) }) }),
  );
}

function operationOf({ method, url, target }: Asked): string {
  if (target !== "") return target.split(".").at(-1) ?? "";
  if (url.includes("/change/")) return "GetChange";
  if (/\/hostedzone\/[^/]+\/rrset/.test(url)) {
    return method === "POST" ? "ChangeResourceRecordSets" : "ListResourceRecordSets";
  }
  return "ListHostedZones";
}

function xmlOf(fake: FakeAws, operation: string, { url, body }: Asked): string {
  if (operation === "ListHostedZones") {
    const zones = fake.zones.map(
      ({ id, name }) =>
        `<HostedZone><Id>/hostedzone/${id}</Id><Name>${name}.</Name><CallerReference>r</CallerReference></HostedZone>`,
    );
    return `<ListHostedZonesResponse ${NS}><HostedZones>${zones.join("")}</HostedZones><IsTruncated>false</IsTruncated><MaxItems>100</MaxItems></ListHostedZonesResponse>`;
  }
  if (operation === "ListResourceRecordSets") {
    const from = new URL(url, fake.endpoint).searchParams.get("name") ?? "";
    const sets = fake.records.filter(({ name }) => name >= from).map(recordXml);
    return `<ListResourceRecordSetsResponse ${NS}><ResourceRecordSets>${sets.join("")}</ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>300</MaxItems></ListResourceRecordSetsResponse>`;
  }
  if (operation === "ChangeResourceRecordSets") {
    const weights: string[] = [];
    for (const [, change = ""] of body.matchAll(/<Change>(.*?)<\/Change>/gs)) {
      const field = (name: string): string =>
        new RegExp(`<${name}>(.*?)</${name}>`).exec(change)?.[1] ?? "";
      const record = fake.records.find(
        ({ id, type }) => id === field("SetIdentifier") && type === field("Type"),
      );
      if (record === undefined || field("Action") !== "UPSERT") throw new Error(change);
      record.weight = Number(field("Weight"));
      record.value = field("Value");
      record.ttl = Number(field("TTL"));
      weights.push(`${record.id} ${record.weight}`);
    }
    fake.changes.push([...new Set(weights)].join(", "));
    return `<ChangeResourceRecordSetsResponse ${NS}>${changeXml("PENDING")}</ChangeResourceRecordSetsResponse>`;
  }
  const status = fake.pending > 0 ? "PENDING" : "INSYNC";
  if (fake.pending > 0) fake.pending -= 1;
  return `<GetChangeResponse ${NS}>${changeXml(status)}</GetChangeResponse>`;
}

const changeXml = (status: string): string =>
  `<ChangeInfo><Id>/change/C1</Id><Status>${status}</Status><SubmittedAt>2026-01-01T00:00:00Z</SubmittedAt></ChangeInfo>`;

const recordXml = ({ name, type, id, weight, ttl = 60, value }: FakeRecord): string =>
  `<ResourceRecordSet><Name>${name}.</Name><Type>${type}</Type><SetIdentifier>${id}</SetIdentifier><Weight>${weight}</Weight><TTL>${ttl}</TTL><ResourceRecords><ResourceRecord><Value>${value}</Value></ResourceRecord></ResourceRecords></ResourceRecordSet>`;

function send(response: ServerResponse, status: number, xml: string): void {
  response.writeHead(status, { "content-type": "text/xml" });
  response.end(`<?xml version="1.0"?>${xml}`);
}
