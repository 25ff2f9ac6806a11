import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import type { Clock } from "../../core/clock.ts";
import type { AlarmControl, AlarmState } from "../../core/contracts/traffic-control.ts";
import type { CallContext } from "./attempt.ts";
import { ServiceCalls } from "./service-calls.ts";
import { CLOUDWATCH } from "./services.ts";
import type { AwsSession } from "./session.ts";

/** The most that DescribeAlarms takes at once. */
const AT_ONCE = 100;

export class CloudWatchAlarms implements AlarmControl {
  readonly #calls: ServiceCalls<CloudWatchClient>;

  constructor(options: { session: AwsSession; region: string; clock: Clock }) {
    this.#calls = new ServiceCalls({ ...options, service: CLOUDWATCH, Client: CloudWatchClient });
  }

  async states(names: readonly string[], call: CallContext = {}) {
    const states = new Map<string, AlarmState>();
    for (let from = 0; from < names.length; from += AT_ONCE) {
      const AlarmNames = names.slice(from, from + AT_ONCE);
      const page = await this.#calls.read(
        "DescribeAlarms",
        (client, options) =>
          client.send(
            new DescribeAlarmsCommand({
              AlarmNames,
              MaxRecords: AT_ONCE,
              AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
            }),
            options,
          ),
        call,
      );
      for (const alarm of [...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? [])]) {
        const { AlarmName: name, StateValue: state } = alarm;
        if (name !== undefined && state !== undefined) states.set(name, state);
      }
    }
    return states;
  }
}
