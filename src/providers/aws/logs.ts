import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { Clock } from "../../core/clock.ts";
import type { LogEvent, LogReader } from "../../core/contracts/log-reader.ts";
import type { CallContext } from "./attempt.ts";
import { ServiceCalls } from "./service-calls.ts";
import { LOGS } from "./services.ts";
import type { AwsSession } from "./session.ts";

export class CloudWatchLogs implements LogReader {
  readonly #calls: ServiceCalls<CloudWatchLogsClient>;

  constructor(options: { session: AwsSession; region: string; clock: Clock }) {
    this.#calls = new ServiceCalls({ ...options, service: LOGS, Client: CloudWatchLogsClient });
  }

  async since(group: string, from: number, call: CallContext = {}): Promise<LogEvent[]> {
    const events: LogEvent[] = [];
    let nextToken: string | undefined;
    do {
      const page = await this.#calls.read(
        "FilterLogEvents",
        (client, options) =>
          client.send(
            new FilterLogEventsCommand({
              logGroupName: group,
              startTime: from,
              ...(nextToken !== undefined && { nextToken }),
            }),
            options,
          ),
        { resource: group, ...call },
      );
      for (const { eventId = "", timestamp = 0, logStreamName, message } of page.events ?? []) {
        const stream = logStreamName ?? "";
        events.push({ id: eventId, at: timestamp, group, stream, message: message ?? "" });
      }
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return events.toSorted((a, b) => a.at - b.at);
  }
}
