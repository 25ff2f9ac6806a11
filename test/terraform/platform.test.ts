import { environmentTests } from "./environment.ts";

const worker = {
  zone: "ap-northeast-1a",
  bundle: "8xlarge_3_0",
  price: 884,
  staticIp: false,
  service: "worker",
  rules: ["tcp/22 203.0.113.0/24"],
};
const large = { ...worker, bundle: "4xlarge_3_0", price: 384 };
const worldRefused = "SSH open to the world is refused here";

environmentTests({
  name: "platform",
  instances: {
    "platform-portal": {
      ...large,
      staticIp: true,
      service: "portal",
      // The web is for everybody, and nothing else is.
      rules: ["tcp/22 203.0.113.0/24", "tcp/443 0.0.0.0/0", "tcp/80 0.0.0.0/0"],
    },
    "platform-database": { ...large, service: "database" },
    "platform-database-replica": {
      ...worker,
      bundle: "2xlarge_3_0",
      price: 164,
      zone: "ap-northeast-1c",
      service: "database-replica",
    },
    "platform-redis": { ...worker, bundle: "2xlarge_3_0", price: 164, service: "redis" },
    "platform-monitor": {
      ...worker,
      bundle: "medium_3_0",
      price: 24,
      staticIp: true,
      service: "monitor",
      rules: ["tcp/22 203.0.113.0/24", "tcp/3000 203.0.113.0/24", "tcp/9090 203.0.113.0/24"],
    },
    "platform-worker-low-1": worker,
    "platform-worker-low-2": worker,
    "platform-worker-mid-1": worker,
    "platform-worker-high-1": worker,
    "platform-worker-premium-1": { ...worker, staticIp: true },
  },
  groups: {
    data_collectors: [],
    execution_engines: [],
    monitors: ["platform-monitor"],
    service_portal: ["platform-portal"],
    service_database: ["platform-database"],
    service_database_replica: ["platform-database-replica"],
    service_redis: ["platform-redis"],
    service_monitor: ["platform-monitor"],
    service_worker: [
      ...["platform-worker-high-1", "platform-worker-low-1", "platform-worker-low-2"],
      ...["platform-worker-mid-1", "platform-worker-premium-1"],
    ],
  },
  variables: ({ private_ip: address, tags: { Pool } }) => ({
    quants_private_ip: address,
    quants_environment: "platform",
    ...(Pool !== undefined && { quants_tags: { Pool } }),
  }),
  refused: [
    [["203.0.113.0/24", "0.0.0.0/0"], worldRefused],
    [["203.0.113.0/24", "::/0"], worldRefused],
  ],
});
