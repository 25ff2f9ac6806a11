import type { spec } from "./set.spec.ts";
import type { OptionsFor } from "../definition/command.ts";
import { checkMetricOf } from "../../core/alarms/metrics.ts";
import { parseThreshold } from "../../core/alarms/threshold.ts";
import type { AlarmSettings, WatchedKind } from "../../core/contracts/alarms.ts";
import { UsageError } from "../../core/errors.ts";
import { checkName } from "../../core/instances/names.ts";

type SetOptions = OptionsFor<typeof spec>;

/** The alarm that the options describe. Refuses what can't be one, before any call. */
export function wantedAlarm(options: SetOptions): { settings: AlarmSettings; kind: WatchedKind } {
  const { metric, periods = 1, datapoints = periods } = options;
  const name = checkName(options.argument, "alarm name");
  const { kind, resource } = watchedBy(options);
  checkMetricOf(metric, kind);
  const { comparison, text } = comparisonIn(options);
  if (datapoints > periods) {
    throw new UsageError(`${datapoints} of ${periods} periods can't be beyond the threshold.`, {
      hint: "--datapoints is a part of --periods: e.g. --periods 5 --datapoints 3.",
      resource: name,
    });
  }
  const triggers = [...new Set(options.on ?? ["alarm"])];
  if (!triggers.includes("alarm")) {
    throw new UsageError("Lightsail tells of no other state without telling of alarm.", {
      hint: `Give --on alarm,${triggers.join(",")}, or --mute to tell nobody.`,
      resource: name,
    });
  }
  const settings: AlarmSettings = {
    ...{ name, resource, metric, comparison },
    threshold: parseThreshold(text, metric),
    datapoints_to_alarm: datapoints,
    evaluation_periods: periods,
    missing_data: (options.missing ?? "missing").replace("-", "_"),
    contact_protocols: [...new Set(options.notify ?? ["email"])],
    notification_triggers: triggers.map((it) => it.replace("-", "_")),
    notifications_enabled: options.mute !== true,
  };
  return { settings, kind };
}

function watchedBy({ instance, loadBalancer, database }: SetOptions): {
  kind: WatchedKind;
  resource: string;
} {
  const given = [
    ...(instance === undefined ? [] : [{ kind: "instance", resource: instance } as const]),
    ...(loadBalancer === undefined
      ? []
      : [{ kind: "load_balancer", resource: loadBalancer } as const]),
    ...(database === undefined ? [] : [{ kind: "database", resource: database } as const]),
  ];
  const [only, other] = given;
  if (only !== undefined && other === undefined) return only;
  throw new UsageError("What does it watch? Give one resource.", {
    hint: "Give one of --instance, --load-balancer and --database.",
  });
}

function comparisonIn({ above, atLeast, below, atMost }: SetOptions): {
  comparison: string;
  text: string;
} {
  const given = [
    { comparison: ">", text: above },
    { comparison: ">=", text: atLeast },
    { comparison: "<", text: below },
    { comparison: "<=", text: atMost },
  ].flatMap(({ comparison, text }) => (text === undefined ? [] : [{ comparison, text }]));
  const [only, other] = given;
  if (only !== undefined && other === undefined) return only;
  throw new UsageError("When is it in alarm? Give one threshold.", {
    hint: "Give one of --above, --at-least, --below and --at-most, e.g. --above 80.",
  });
}
