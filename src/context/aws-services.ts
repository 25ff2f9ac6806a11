import type { AwsServices } from "../core/contracts/aws-services.ts";
import type { ProviderRun } from "../core/contracts/provider.ts";
import { once } from "../core/plan/once.ts";
import type { AwsSessionOptions } from "../providers/aws/session-options.ts";

/** AWS services in one session: credentials are resolved once. */
export function awsServices(
  { host }: ProviderRun,
  sessionOptions: () => Promise<AwsSessionOptions>,
): AwsServices {
  const { clock } = host;
  const session = once(async () => {
    const { AwsSession } = await import("../providers/aws/session.ts");
    return new AwsSession(await sessionOptions());
  });
  return {
    dns: async (region) => {
      const { Route53 } = await import("../providers/aws/route-53.ts");
      return new Route53({ session: await session(), region, clock });
    },
    prices: async (region) => {
      const { AwsPriceList } = await import("../providers/aws/price-list.ts");
      return new AwsPriceList({ session: await session(), region, clock });
    },
    logs: async (region) => {
      const { CloudWatchLogs } = await import("../providers/aws/logs.ts");
      return new CloudWatchLogs({ session: await session(), region, clock });
    },
    facts: async (region) => {
      const { factReader } = await import("../providers/aws/facts/reader.ts");
      const { LOAD_BALANCING } = await import("../providers/aws/services.ts");
      const { probeHealth } = await import("../providers/http/health.ts");
      const opened = await session();
      const isAws = await opened.isAws(LOAD_BALANCING);
      return factReader({ session: opened, region, clock, probe: isAws ? probeHealth : null });
    },
    objects: async (region) => {
      const { S3Objects } = await import("../providers/aws/s3-objects.ts");
      return new S3Objects({ session: await session(), region, clock });
    },
    graph: async (region, endpoint) => {
      const { Neptune } = await import("../providers/aws/neptune.ts");
      return new Neptune({ session: await session(), region, clock, endpoint });
    },
    alarms: async (region) => {
      const { CloudWatchAlarms } = await import("../providers/aws/cloudwatch.ts");
      return new CloudWatchAlarms({ session: await session(), region, clock });
    },
  };
}
