import { describe, expect, test } from "vitest";
import { conditionText } from "../../../src/core/alarms/condition.ts";
import { ALARMS_TAG, tagAlarms } from "../../../src/core/alarms/policy.ts";

const policy = (value: string, name = "web") =>
  tagAlarms({ name, tags: { [ALARMS_TAG]: value } }, ["email"]);

function conditions(value: string): string[] {
  const read = policy(value);
  return "fault" in read ? [read.fault] : read.wanted.map((it) => conditionText(it.settings));
}

describe("the tag Alarms", () => {
  test.each([
    ["cpu:80", ["CPUUtilization > 80 % for 3 of 3 periods of 5 minutes"]],
    ["CPU:80:3/5", ["CPUUtilization > 80 % for 3 of 5 periods of 5 minutes"]],
    ["cpu:0.5:1/1", ["CPUUtilization > 0.5 % for 1 period of 5 minutes"]],
    ["status", ["StatusCheckFailed >= 1 for 2 of 2 periods of 5 minutes"]],
    ["status:1/3", ["StatusCheckFailed >= 1 for 1 of 3 periods of 5 minutes"]],
    ["network-in:500MB", ["NetworkIn > 500 MB for 3 of 3 periods of 5 minutes"]],
    ["none", []],
    [" None ", []],
    [
      "  burst:20   status ",
      [
        "BurstCapacityPercentage < 20 % for 3 of 3 periods of 5 minutes",
        "StatusCheckFailed >= 1 for 2 of 2 periods of 5 minutes",
      ],
    ],
  ])("%j asks for %j", (value, expected) => {
    expect(conditions(value)).toEqual(expected);
  });

  test.each([
    ["", "is empty"],
    ["cpu", "no threshold"],
    ["cpu:", "no threshold"],
    ["cpu:101", "no threshold"],
    ["cpu:-5", "no threshold"],
    ["cpu:1e3", "no threshold"],
    ["cpu:80:0/3", "how many"],
    ["cpu:80:4/3", "how many"],
    ["cpu:80:1/289", "how many"],
    ["cpu:80:3", "how many"],
    ["cpu:80:1/1:1", "too many parts"],
    ["status:1/1:5", "too many parts"],
    ["cpu:80 cpu:90", "cpu twice"],
    ["memory:80", "is none of"],
    ["constructor:80", "is none of"],
    ["__proto__", "is none of"],
    ["cpu:80 $(reboot)", "is none of"],
    ["cpu:80\nburst:20", "no threshold"],
    ["notify:email", "nothing to watch"],
    ["cpu:80 notify:fax", "notify takes"],
    ["cpu:80 notify:", "notify takes"],
    ["cpu:80 notify:email notify:sms", "notify takes"],
    ["cpu:80 notify:email+email", "notify takes"],
    ["cpu:80 none", "is none of"],
  ])("%j is a fault", (value, fault) => {
    expect(policy(value)).toMatchObject({ fault: expect.stringContaining(fault) });
  });

  test("shows what is hostile only in part, and quoted", () => {
    const { fault } = policy(`\u001B[31m${"x".repeat(200)}`) as { fault: string };
    expect(fault).not.toContain("\u001B");
    expect(fault.length).toBeLessThan(150);
  });

  test("says who is notified, for all of them", () => {
    const told = (value: string): unknown => {
      const read = policy(value);
      return "fault" in read ? read.fault : read.wanted.map((it) => it.settings.contact_protocols);
    };
    expect(told("cpu:80 status")).toEqual([["email"], ["email"]]);
    expect(told("cpu:80 notify:sms+email status")).toEqual([
      ["email", "sms"],
      ["email", "sms"],
    ]);
    expect(policy("cpu:80 notify:none")).toMatchObject({
      wanted: [{ settings: { contact_protocols: [], notifications_enabled: false } }],
    });
  });

  test("of an instance with too long a name is a fault", () => {
    expect(policy("cpu:80", "w".repeat(250))).toMatchObject({
      fault: expect.stringContaining("too long"),
    });
  });

  test("that is not there asks for nothing", () => {
    expect(tagAlarms({ name: "web", tags: {} }, ["email"])).toEqual({ wanted: [] });
  });
});
