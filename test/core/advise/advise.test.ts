import { describe, expect, test } from "vitest";
import { advise, notMeasured } from "../../../src/core/advise/advise.ts";
import { windowOf } from "../../../src/core/advise/measured.ts";
import type { Instance, InstanceExtras } from "../../../src/core/model.ts";
import type { AdviceRecord } from "../../../src/core/records/advice.ts";
import { type Hour, PLANS, instanceOn, recorded } from "../../helpers/measurements.ts";

const NOW = Date.parse("2026-02-01T10:20:00Z");
const WINDOW = windowOf(14, NOW);
const HOURS = 336;
/** Busy enough not to be idle, and far from everything else. */
const QUIET: Hour = { cpu: 6, burst: 100, received: 0.1, sent: 0.1 };

const hours = (count: number, hour: Hour | null): (Hour | null)[] =>
  Array.from({ length: count }, () => hour);

function advised(
  instance: Instance & InstanceExtras,
  measured: readonly (Hour | null)[],
  bundles = PLANS,
): AdviceRecord[] {
  return advise({ instance, bundles, series: recorded(WINDOW, measured), window: WINDOW });
}

/** The only finding. */
function only(...given: Parameters<typeof advised>): AdviceRecord {
  const [first, ...more] = advised(...given);
  if (first === undefined || more.length > 0) throw new Error(`${more.length + 1} findings`);
  return first;
}

const kinds = (findings: readonly AdviceRecord[]): string[] => findings.map(({ kind }) => kind);

describe("too small", () => {
  const held: Hour = { cpu: 10, burst: 0.5, received: 0.1, sent: 0.1 };
  const mixed = (strained: number, hour: Hour): (Hour | null)[] => [
    ...hours(strained, hour),
    ...hours(HOURS - strained, QUIET),
  ];

  test("is one without burst capacity that is held at its baseline", () => {
    const found = only(instanceOn("micro_3_0"), mixed(17, held));
    expect(found).toMatchObject({
      ...{ kind: "too_small", to_bundle_id: "small_3_0", monthly_difference_usd: 5 },
      reason: "no burst capacity left in 17 of 336 hours",
      evidence: { exhausted_hours: 17, cpu_hours: 336, cpu_baseline: 10, burst_min: 0.5 },
    });
    expect(String(found.command)).toBe(
      "quants-ctl infra resize --name bot-1 --bundle small_3_0 --region ap-northeast-1",
    );
    expect(found.caution).toContain("a copy takes over, called bot-1-small");
  });

  test("is none that lacked it in fewer than 5 % of the hours", () => {
    expect(only(instanceOn("micro_3_0"), mixed(16, held)).kind).toBe("fits");
  });

  test("is none that has no burst capacity yet, and does not need it", () => {
    const fresh: Hour = { cpu: 6, burst: 0, received: 0.1, sent: 0.1 };
    expect(only(instanceOn("micro_3_0"), hours(HOURS, fresh)).kind).toBe("fits");
  });

  test("is one that uses all its processors, whatever its burst capacity", () => {
    const pinned: Hour = { cpu: 95, burst: 80, received: 0.1, sent: 0.1 };
    const found = only(instanceOn("micro_3_0"), mixed(20, pinned));
    expect(found.reason).toBe("CPU at 90 % or more in 20 of 336 hours");
  });

  test("is not cured by a larger plan that sustains no more", () => {
    // medium has the baseline of small.
    const all: Hour = { ...held, cpu: 20 };
    expect(only(instanceOn("small_3_0"), hours(HOURS, all))).toMatchObject({
      ...{ to_bundle_id: "large_3_0", monthly_difference_usd: 32 },
    });
  });

  test("stays on the same platform and kind of addresses", () => {
    const to = (bundle: string, cpu: number): string | null =>
      only(instanceOn(bundle), hours(HOURS, { ...held, cpu })).to_bundle_id;
    expect(to("nano_ipv6_3_0", 5)).toBe("micro_ipv6_3_0");
    expect(to("micro_win_3_0", 10)).toBe("small_win_3_0");
    // No longer sold; the disk can't shrink.
    expect(to("micro_2_0", 10)).toBe("micro_3_0");
  });

  test("stops the instance where disks have to move along", () => {
    const found = only(instanceOn("micro_3_0", { disks: ["data"] }), hours(HOURS, held));
    expect(String(found.command)).toMatch(/ --stop$/);
  });

  test("says so when nothing larger can be had", () => {
    const pinned: Hour = { cpu: 99, received: 0.1, sent: 0.1 };
    expect(only(instanceOn("4xlarge_3_0"), hours(HOURS, pinned))).toMatchObject({
      ...{ kind: "too_small", to_bundle_id: null, monthly_difference_usd: null, command: null },
      caution: "no plan that it can be resized to sustains more",
    });
    expect(only(instanceOn("secret_9_9"), hours(HOURS, pinned))).toMatchObject({
      ...{ kind: "too_small", monthly_usd: null, command: null },
      caution: "its plan is not known, so no other is advised",
    });
  });
});

describe("too large", () => {
  const light: Hour = { cpu: 2, peak: 9, burst: 100, received: 0.1, sent: 0.1 };

  test("is one whose load the next smaller plan sustains twice", () => {
    const found = only(instanceOn("large_3_0", { is_static_ip: true }), hours(HOURS, light));
    expect(found).toMatchObject({
      ...{ kind: "too_large", to_bundle_id: "medium_3_0", monthly_difference_usd: -20 },
      reason: "0.18 processors, 0.18 at its peak; medium_3_0 sustains 0.4",
    });
    expect(found.caution).toContain("does not measure memory: medium_3_0 has 4 GB instead of 8 GB");
    // A smaller disk can't be had by a resize.
    expect(String(found.command)).toBe(
      "quants-ctl infra create --name bot-1-medium --bundle medium_3_0 --blueprint ubuntu_22_04 " +
        "--region ap-northeast-1 --az ap-northeast-1a --key-pair ops --static-ip",
    );
  });

  test.each([
    ["its usual peaks need more", hours(HOURS, { ...light, peak: 11 })],
    ["its traffic is more than the smaller plan includes", hours(HOURS, { ...light, sent: 6 })],
  ])("is none if %s", (_, measured) => {
    expect(only(instanceOn("large_3_0"), measured).kind).toBe("fits");
  });

  test("ignores the busiest 5 % of the hours", () => {
    const busy = (count: number) => [
      ...hours(count, { ...light, peak: 60 }),
      ...hours(HOURS - count, light),
    ];
    expect(only(instanceOn("large_3_0"), busy(16)).kind).toBe("too_large");
    expect(only(instanceOn("large_3_0"), busy(17)).kind).toBe("fits");
  });

  test("is none on the smallest plan of its kind", () => {
    expect(only(instanceOn("nano_3_0"), hours(HOURS, light)).kind).toBe("fits");
    expect(only(instanceOn("nano_ipv6_3_0"), hours(HOURS, light)).kind).toBe("fits");
  });

  test("asks for the addresses that an IPv6-only plan has", () => {
    const instance = instanceOn("micro_ipv6_3_0", { ip_address_type: "ipv6" });
    const command = String(only(instance, hours(HOURS, { ...light, peak: 2 })).command);
    expect(command).toContain("--bundle nano_ipv6_3_0");
    expect(command).toContain("--ip-address-type ipv6");
  });
});

describe("idle", () => {
  const still: Hour = { cpu: 0.5, peak: 4, burst: 100, received: 0.0001, sent: 0.00005 };

  test("is one without CPU and network, for all of the window", () => {
    const found = only(
      instanceOn("medium_3_0", {
        ...{ is_static_ip: true, disks: ["data", "log"], tags: { Protected: "true" } },
      }),
      hours(HOURS, still),
    );
    expect(found).toMatchObject({
      // The snapshot of 80 GB that is kept costs $4.
      ...{ kind: "idle", monthly_difference_usd: -20 },
      reason: "CPU at most 4 %, 3.87 MB on its busiest day",
    });
    expect(String(found.command)).toBe(
      "quants-ctl infra destroy --name bot-1 --region ap-northeast-1 --snapshot-first",
    );
    for (const said of [
      "on purpose",
      "static IP is released",
      "data, log",
      "protected by Protected=true",
    ]) {
      expect(found.caution).toContain(said);
    }
  });

  test.each([
    ["one peak", { ...still, peak: 6 }],
    ["one hour of traffic", { ...still, received: 0.005 }],
  ])("is none with %s", (_, hour) => {
    const found = only(instanceOn("nano_3_0"), [hour, ...hours(HOURS - 1, still)]);
    expect(found.kind).toBe("fits");
  });
});

describe("transfer", () => {
  test("beyond the plan's is billed for what goes out, and a larger plan may cost less", () => {
    // 4 GB an hour are 2,920 a month: 1,896 too many, a quarter of which goes out.
    const found = only(
      instanceOn("nano_3_0"),
      hours(HOURS, { cpu: 6, burst: 50, received: 3, sent: 1 }),
    );
    expect(found).toMatchObject({
      ...{ kind: "transfer", to_bundle_id: "small_3_0" },
      reason: "2,920 GB a month, 1,024 in its plan: 474 GB out cost $66.36",
      // $5 and $66.36, or $12 with all of it included.
      monthly_difference_usd: -59.36,
    });
    expect(String(found.command)).toContain("infra resize --name bot-1 --bundle small_3_0");
  });

  test("that costs less than a larger plan gets none", () => {
    const found = only(
      instanceOn("nano_3_0"),
      hours(HOURS, { cpu: 6, burst: 50, received: 1.4, sent: 0.02 }),
    );
    expect(found).toMatchObject({ kind: "transfer", to_bundle_id: null });
    expect(found.monthly_difference_usd).toBeNull();
    expect(found.caution).toContain("no larger plan costs less");
    expect(String(found.command)).toContain("infra metrics --name bot-1");
  });

  test("is told without a price where none is published", () => {
    const found = only(
      instanceOn("nano_3_0", { region: "sa-east-1" }),
      hours(HOURS, { cpu: 6, burst: 50, received: 3, sent: 1 }),
    );
    expect(found.reason).toBe("2,920 GB a month, 1,024 in its plan: 474 GB out are billed");
    expect(found.caution).toContain("the price of a GB in sa-east-1 is not published");
    expect(found.monthly_difference_usd).toBeNull();
  });

  test("is told beside a plan that is too small", () => {
    const both: Hour = { cpu: 5, burst: 0, received: 3, sent: 1 };
    expect(kinds(advised(instanceOn("nano_3_0"), hours(HOURS, both)))).toEqual([
      "too_small",
      "transfer",
    ]);
  });
});

describe("too little data", () => {
  test("is told instead of any advice, with what is needed", () => {
    const idle: Hour = { cpu: 0, burst: 100, received: 0, sent: 0 };
    const few = [...hours(HOURS - 167, null), ...hours(167, idle)];
    expect(only(instanceOn("nano_3_0"), few)).toMatchObject({
      ...{ kind: "not_enough_data", monthly_difference_usd: null, command: null },
      reason: "CPU 167, burst 167, network 167 of 336 hours measured, 168 needed",
      caution: "it was created on 2026-01-01",
    });
    expect(only(instanceOn("nano_3_0"), [...few.slice(1), idle]).kind).toBe("idle");
  });

  test("is never fewer than 48 hours", () => {
    const window = windowOf(3, NOW);
    const found = (count: number) =>
      advise({
        ...{ instance: instanceOn("nano_3_0"), bundles: PLANS, window },
        series: recorded(window, hours(count, QUIET)),
      });
    expect(kinds(found(47))).toEqual(["not_enough_data"]);
    expect(kinds(found(48))).toEqual(["fits"]);
  });

  test("of one metric leaves what the others say", () => {
    const unseen: Hour = { cpu: 10, burst: 0 };
    expect(kinds(advised(instanceOn("micro_3_0"), hours(HOURS, unseen)))).toEqual([
      "too_small",
      "not_enough_data",
    ]);
    const noBurst: Hour = { cpu: 6, received: 0.1, sent: 0.1 };
    expect(only(instanceOn("micro_3_0"), hours(HOURS, noBurst)).reason).toBe(
      "burst 0 of 336 hours measured, 168 needed",
    );
    // This plan has none.
    expect(only(instanceOn("4xlarge_3_0"), hours(HOURS, { ...noBurst, cpu: 80 })).kind).toBe(
      "fits",
    );
  });

  test("is not made up by the hour that goes on, or by what was before", () => {
    const window = { from: WINDOW.from + 200 * 3_600_000, to: WINDOW.to };
    const [found] = advise({
      ...{ instance: instanceOn("nano_3_0"), bundles: PLANS, window },
      series: recorded(WINDOW, hours(HOURS + 1, QUIET)),
    });
    expect(found?.evidence).toMatchObject({ window_hours: 136, cpu_hours: 136 });
  });
});

test("a stopped instance is billed, and not measured", () => {
  const [found, ...more] = advise({
    ...{ instance: instanceOn("small_3_0", { status: "stopped" }), bundles: PLANS },
    ...{ series: null, window: WINDOW },
  });
  expect(more).toEqual([]);
  expect(found).toMatchObject({ kind: "stopped", monthly_difference_usd: -9, evidence: null });
});

test("without plans there is no price, and no plan is advised", () => {
  const still: Hour = { cpu: 0, burst: 100, received: 0, sent: 0 };
  expect(only(instanceOn("nano_3_0"), hours(HOURS, still), [])).toMatchObject({
    ...{ kind: "idle", monthly_usd: null, monthly_difference_usd: null },
  });
  expect(notMeasured(instanceOn("nano_3_0"), [], "no answer")).toMatchObject({
    ...{ kind: "not_measured", reason: "no answer", monthly_usd: null, command: null },
  });
});

test("the same records give the same advice, in whatever order its points come", () => {
  const series = recorded(WINDOW, hours(HOURS, { cpu: 5, burst: 0, received: 3, sent: 1 }));
  const turned = Object.fromEntries(
    Object.entries(series).map(([key, it]) => [key, { ...it, points: it.points.toReversed() }]),
  ) as typeof series;
  const given = { instance: instanceOn("nano_3_0"), bundles: PLANS, window: WINDOW };
  expect(JSON.stringify(advise({ ...given, series: turned }))).toBe(
    JSON.stringify(advise({ ...given, series })),
  );
});
