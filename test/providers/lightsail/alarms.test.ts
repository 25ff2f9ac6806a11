import type { Alarm as SdkAlarm } from "@aws-sdk/client-lightsail";
import { describe, expect, test } from "vitest";
import { toAlarm, toContact, toPutAlarm } from "../../../src/providers/lightsail/alarm-mapping.ts";
import { failure } from "../../contract/infra-manager.contract.ts";
import { REGION } from "./harness.ts";

describe("an alarm", () => {
  test("with nothing in it does not crash", () => {
    expect(toAlarm({}, REGION)).toEqual({
      name: "",
      resource: "",
      resource_kind: "unknown",
      resource_arn: null,
      metric: "",
      comparison: "",
      threshold: 0,
      datapoints_to_alarm: 1,
      evaluation_periods: 1,
      period_s: 300,
      missing_data: "missing",
      state: "unknown",
      contact_protocols: [],
      notification_triggers: [],
      notifications_enabled: true,
      region: REGION,
      created_at: null,
      tags: {},
      arn: null,
    });
  });

  test("without a number of datapoints needs all periods", () => {
    expect(toAlarm({ evaluationPeriods: 4 }, REGION)).toMatchObject({ datapoints_to_alarm: 4 });
  });

  test("keeps words that are not known yet", () => {
    const odd = { comparisonOperator: "Near", state: "MUTED" } as unknown as object;
    expect(toAlarm(odd, REGION)).toMatchObject({ comparison: "Near", state: "muted" });
  });

  test("with a name that Lightsail does not allow is refused: it becomes part of commands", async () => {
    const read = async (): Promise<unknown> => toAlarm({ name: "a; reboot" }, REGION);
    expect(await failure(read())).toMatchObject({ code: "endpoint_unreachable" });
  });

  test("is sent as it was read", () => {
    const read: SdkAlarm = {
      ...{ name: "web-cpu", metricName: "CPUUtilization" },
      monitoredResourceInfo: { name: "web", resourceType: "Instance" },
      ...{ comparisonOperator: "LessThanOrEqualToThreshold", threshold: 5, evaluationPeriods: 3 },
      ...{ datapointsToAlarm: 2, treatMissingData: "notBreaching", notificationEnabled: false },
      contactProtocols: ["Email", "SMS"],
      notificationTriggers: ["ALARM", "INSUFFICIENT_DATA"],
    };
    const { name: alarmName, monitoredResourceInfo: _, ...settings } = read;
    expect(toPutAlarm(toAlarm(read, REGION))).toEqual({
      ...{ ...settings, alarmName, monitoredResourceName: "web" },
    });
  });
});

test("a contact with nothing in it does not crash", () => {
  expect(toContact({}, REGION)).toEqual({
    ...{ protocol: "unknown", endpoint: "", status: "unknown", region: REGION, created_at: null },
  });
});
