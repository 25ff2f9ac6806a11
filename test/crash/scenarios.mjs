/**
 * What is disturbed at each of its calls: a command, in a folder that `setup` has prepared.
 * `repeat` is what a user types after a disturbance (the same command when it is left out);
 * `undo` is what removes it all instead.
 */
const json = ["--output", "json"];

export const SCENARIOS = [
  {
    name: "create",
    setup: [],
    command: [
      ...["infra", "create", "--name", "one", "--static-ip", "--tag", "Environment=dev"],
      ...["--port", "tcp/22@203.0.113.0/24", "--port", "udp/51820"],
    ],
    more: ["--if-not-exists"],
    undo: ["infra", "destroy", "--name", "one", "--yes"],
  },
  {
    name: "create with an address that was there",
    setup: [
      ["infra", "create", "--name", "one", "--static-ip"],
      ["infra", "destroy", "--name", "one", "--keep-static-ip", "--yes"],
    ],
    command: ["infra", "create", "--name", "one", "--static-ip"],
    more: ["--if-not-exists"],
    undo: ["infra", "destroy", "--name", "one", "--keep-static-ip", "--yes"],
  },
  {
    name: "create two",
    // Each of its calls is like one of a single create.
    every: 3,
    setup: [],
    command: ["infra", "create", "--name", "one", "--name", "two", "--static-ip"],
    more: ["--if-not-exists"],
  },
  {
    name: "destroy",
    setup: [["infra", "create", "--name", "one", "--static-ip"]],
    command: ["infra", "destroy", "--name", "one", "--yes"],
  },
  {
    name: "destroy with a static IP of another name",
    setup: [["infra", "create", "--name", "one"]],
    prepare: (state) => giveStaticIp(state, "front-door", "one"),
    command: ["infra", "destroy", "--name", "one", "--yes"],
  },
  {
    name: "stop",
    setup: [["infra", "create", "--name", "one", "--static-ip"]],
    command: ["infra", "manage", "--name", "one", "--action", "stop"],
  },
  {
    name: "start",
    setup: [
      ["infra", "create", "--name", "one", "--static-ip"],
      ["infra", "manage", "--name", "one", "--action", "stop"],
    ],
    command: ["infra", "manage", "--name", "one", "--action", "start"],
  },
].map((scenario) => {
  const command = [...scenario.command, ...json];
  return { ...scenario, command, repeat: [...command, ...(scenario.more ?? [])] };
});

/** As the console lets it be named; done to the state, as no command of ours does it. */
function giveStaticIp(state, name, instance) {
  const holder = state.resources.find((it) => it.name === instance);
  state.sequence += 1;
  state.resources.push({
    resourceType: "StaticIp",
    name,
    id: "0c5ef1a4-92a7-4a9b-8d07-6d4f3f1f2b11",
    sequence: state.sequence,
    createdAt: holder.createdAt,
    ipAddress: "198.51.100.200",
    attachedTo: instance,
  });
  holder.staticIp = name;
}
