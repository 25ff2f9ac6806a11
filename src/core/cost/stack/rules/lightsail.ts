import { count, hourly, monthly, type Rule, text, used } from "../quantity.ts";

export const LIGHTSAIL_RULES: readonly Rule[] = [
  {
    types: ["aws_lightsail_instance"],
    quantities: ({ values }) => [
      monthly("instance", `lightsail/${text(values, "bundle_id")}`, 1),
      used("snapshot GB", "lightsail/snapshot", "snapshot_gb"),
    ],
  },
  {
    types: ["aws_lightsail_static_ip"],
    quantities(ip, all) {
      const name = ip.values["name"];
      const isHeld = all.all.some(
        (it) =>
          it.type === "aws_lightsail_static_ip_attachment" && it.values["static_ip_name"] === name,
      );
      return isHeld ? [] : [hourly("unattached address", "lightsail/static-ip", 1)];
    },
  },
  {
    types: ["aws_lightsail_disk"],
    quantities: ({ values }) => [monthly("disk GB", "lightsail/disk", count(values, "size_in_gb"))],
  },
  {
    types: ["aws_lightsail_lb"],
    quantities: () => [monthly("load balancer", "lightsail/load-balancer", 1)],
  },
];
