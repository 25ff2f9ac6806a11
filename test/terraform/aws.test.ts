import { describe } from "vitest";
import { type Environment, environmentTests } from "./environment.ts";
import { moduleTests } from "./modules.ts";

const dev: Environment = {
  name: "dev",
  instances: {
    "dev-collector-1": {
      zone: "ap-northeast-1a",
      bundle: "micro_3_0",
      price: 7,
      staticIp: false,
      service: "data-collector",
      rules: ["tcp/22 203.0.113.0/24", "tcp/9100 MONITOR"],
    },
    "dev-monitor": {
      zone: "ap-northeast-1a",
      bundle: "small_3_0",
      price: 12,
      staticIp: true,
      service: "monitor",
      rules: ["tcp/22 203.0.113.0/24", "tcp/3000 203.0.113.0/24", "tcp/9090 203.0.113.0/24"],
    },
  },
  groups: {
    data_collectors: ["dev-collector-1"],
    execution_engines: [],
    monitors: ["dev-monitor"],
  },
  refused: [[[], "Name at least one network from which SSH is allowed"]],
};

const collector = {
  zone: "ap-northeast-1a",
  bundle: "small_3_0",
  price: 12,
  staticIp: true,
  service: "data-collector",
  rules: ["tcp/22 203.0.113.0/24", "tcp/9100 MONITOR"],
};
const worldRefused = "SSH open to the world is refused in prod";

const prod: Environment = {
  name: "prod",
  instances: {
    "prod-collector-1": collector,
    "prod-collector-2": { ...collector, zone: "ap-northeast-1c" },
    "prod-exec-1": { ...collector, bundle: "medium_3_0", price: 24, service: "execution-engine" },
    "prod-monitor": {
      ...collector,
      bundle: "medium_3_0",
      price: 24,
      service: "monitor",
      rules: ["tcp/22 203.0.113.0/24", "tcp/3000 203.0.113.0/24", "tcp/9090 203.0.113.0/24"],
    },
  },
  groups: {
    data_collectors: ["prod-collector-1", "prod-collector-2"],
    execution_engines: ["prod-exec-1"],
    monitors: ["prod-monitor"],
  },
  refused: [
    [["203.0.113.0/24", "0.0.0.0/0"], worldRefused],
    [["203.0.113.0/24", "::/0"], worldRefused],
    [["10.0.0.0/7"], worldRefused],
  ],
};

// Side by side, as most of the time the provider sleeps between two looks at an operation;
// the steps of each are in order.
describe.concurrent("dev", () => {
  describe.sequential("from nothing to nothing", () => {
    environmentTests(dev);
  });
});
describe.concurrent("prod", () => {
  describe.sequential("from nothing to nothing", () => {
    environmentTests(prod);
  });
});
describe.concurrent("the modules", () => {
  describe.sequential("from nothing to nothing", () => {
    moduleTests();
  });
});
