import type { EndpointReport, Right, TriedRead } from "../../core/contracts/account-probe.ts";
import type { Context } from "../../core/context.ts";
import { QuantsError, toQuantsError } from "../../core/errors.ts";
import {
  type Finding,
  type Verdict,
  examine,
  ok,
  problem,
  skipped,
  warning,
} from "../../core/doctor/finding.ts";
import type { Instance } from "../../core/model.ts";

/** AWS refuses requests that are further off than this. */
const MOST_SKEW_MS = 5 * 60_000;
const SOME_SKEW_MS = 60_000;
const SOON_MS = 15 * 60_000;

/** Credentials, the way to the service, its clock, the region, the rights. */
export async function examineAccount(region: string, context: Context): Promise<Finding[]> {
  const account = await context.account();
  const { called } = context.provider;
  const credentials = await examine("credentials", async () => {
    const report = await account.credentials();
    if (report === null) return ok(`${called} needs none`);
    const { source, kind, keyIdEnd, expiresAt, ignored } = report;
    const left = expiresAt === null ? Infinity : Date.parse(expiresAt) - context.clock.now();
    const until = expiresAt === null ? "" : `, until ${expiresAt}`;
    const found = `${kind} of ${source}, key …${keyIdEnd}${until}`;
    if (left <= 0) return problem(`${found}: expired`, "Log in again, e.g. aws sso login.");
    if (ignored !== null) {
      return warning(
        `${found}; ${ignored} is not used`,
        "Keys in the environment win over it. Unset AWS_ACCESS_KEY_ID to use the profile, or AWS_PROFILE.",
      );
    }
    if (left < SOON_MS) return warning(found, "They expire soon: log in again before a long task.");
    return ok(found);
  });

  let report: EndpointReport | null = null;
  const endpoint = await examine("endpoint", async () => {
    report = await account.endpoint(region);
    return endpointVerdict(report, called);
  });
  const clock = await examine("clock", () => clockVerdict(report, endpoint));
  const cause = [credentials, endpoint].find(({ status }) => status === "problem");
  if (cause !== undefined) {
    const why = skipped(`not asked, because of ${cause.check}`);
    return [
      credentials,
      endpoint,
      clock,
      { check: "region", ...why },
      { check: "permissions", ...why },
    ];
  }
  return [credentials, endpoint, clock, ...(await examineRights(region, context))];
}

function endpointVerdict(report: EndpointReport | null, called: string): Verdict {
  if (report === null) return ok(`${called} in this process`);
  const { endpoint, kind } = report;
  if (kind === "aws") return ok(`${endpoint} answers`);
  return warning(
    kind === "local"
      ? `${endpoint} answers: a server on this machine, not AWS`
      : `${endpoint} answers, which is not AWS`,
    "If you mean AWS, unset AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_LIGHTSAIL, and leave --endpoint-url out.",
  );
}

function clockVerdict(report: EndpointReport | null, endpoint: Finding): Verdict {
  if (endpoint.status === "problem") return skipped("not asked, because of endpoint");
  const ahead = report?.clockAheadMs ?? null;
  if (ahead === null) return skipped("there is no other clock to compare with");
  const seconds = Math.round(Math.abs(ahead) / 1_000);
  const text = `this machine's clock is ${seconds} s ${ahead > 0 ? "behind" : "ahead of"} the service's`;
  const cure = "Set the clock, and keep it right with NTP (timedatectl set-ntp true).";
  if (Math.abs(ahead) > MOST_SKEW_MS) {
    return problem(`${text}: AWS refuses requests that are so far off`, cure);
  }
  return Math.abs(ahead) > SOME_SKEW_MS ? warning(text, cure) : ok(text);
}

/** The reads that every command is made of. */
const READS = [
  "listBlueprints",
  "listBundles",
  "listInstances",
  "listSnapshots",
  "listRegions",
  "listStaticIps",
] as const satisfies readonly TriedRead[];

/** Those that can only be tried on an instance. */
const READS_OF_ONE = [
  "getInstance",
  "getHostKeys",
  "getFirewall",
] as const satisfies readonly TriedRead[];

async function examineRights(region: string, context: Context): Promise<Finding[]> {
  const manager = await context.manager(region);
  const call = { signal: context.signal };
  const answers = await askAll(READS.map((read) => [read, () => manager[read](call)]));
  const instances = answers.get("listInstances")?.value as Instance[] | undefined;
  const one = instances?.find(({ status }) => status === "running") ?? instances?.[0];
  if (one !== undefined) {
    const more = await askAll(
      READS_OF_ONE.map((read) => [read, () => manager[read](one.name, call)]),
    );
    for (const [read, answer] of more) answers.set(read, answer);
  }
  const probe = await context.account();
  const account = await probe.accountOf(one?.arn ?? null);
  const rights = await probe.rights();
  const tried = [...answers].map(([read, { error }]) => ({ ...rights[read], error }));
  const { called } = context.provider;
  return [
    await examine("region", () => regionVerdict(region, answers.get("listRegions")?.value, called)),
    await examine("permissions", () => rightsVerdict(tried, account)),
  ];
}

interface Answer {
  value?: unknown;
  error?: QuantsError;
}

async function askAll(
  reads: readonly (readonly [TriedRead, () => Promise<unknown>])[],
): Promise<Map<TriedRead, Answer>> {
  const answers = await Promise.all(
    reads.map(async ([read, ask]): Promise<[TriedRead, Answer]> => {
      try {
        return [read, { value: await ask() }];
      } catch (thrown) {
        const error = toQuantsError(thrown);
        if (error.code === "interrupted" || error.code === "terminated") throw error;
        // Of an instance that has no host keys yet: the right to ask is there.
        return [read, error.code === "invalid_state" ? {} : { error }];
      }
    }),
  );
  return new Map(answers);
}

function regionVerdict(region: string, regions: unknown, called: string): Verdict {
  if (!Array.isArray(regions)) return skipped("the regions could not be listed");
  const known = (regions as { name: string }[]).map(({ name }) => name);
  if (known.includes(region)) return ok(`${region} is open to this account`);
  return problem(
    `${called} does not list ${region}`,
    `Choose one of: ${known.join(", ")}; or opt in to it in the AWS console.`,
  );
}

interface Tried extends Right {
  error: QuantsError | undefined;
}

function rightsVerdict(tried: readonly Tried[], account: string | null): Verdict {
  const failed = tried.flatMap(({ error, ...right }) =>
    error === undefined ? [] : [{ ...right, error }],
  );
  const who = account === null ? "" : `, in account ${account}`;
  const names = tried.map(({ operation }) => operation).toSorted();
  if (failed.length === 0) return ok(`${names.join(", ")} work${who}`);
  const denied = failed.filter(({ error }) => error.code === "access_denied");
  if (denied.length === failed.length) {
    return problem(
      `not allowed: ${denied.map(({ permission }) => permission).join(", ")}${who}`,
      "Allow these actions in the policy of the user or role.",
    );
  }
  const first = failed.find(({ error }) => error.code !== "access_denied");
  return problem(
    `${failed.map(({ operation }) => operation).join(", ")} failed: ${first?.error.message ?? ""}`,
    first?.error.advice ?? "Look again in a minute.",
  );
}
