import { makePlace, normalised } from "./place.mjs";
import { unfinishedIn } from "./survive.mjs";

/** What happens between the end of a command that was killed and its repetition or resumption. */
const OTHERS = [
  { name: "destroy by pattern", own: [["infra", "destroy", "--name", "*", "--yes"]] },
  { name: "somebody's destroy", foreign: [["infra", "destroy", "--name", "*", "--yes"]] },
  { name: "somebody's create", foreign: [["infra", "create", "--name", "one"]] },
  {
    name: "somebody's replacement",
    foreign: [
      ["infra", "destroy", "--name", "one", "--yes"],
      ["infra", "create", "--name", "one", "--tag", "Owner=somebody"],
    ],
  },
  {
    name: "tag set",
    own: [["infra", "tag", "set", "--name", "*", "--tag", "Environment=later"]],
  },
  {
    name: "resize",
    own: [
      [
        ...["infra", "resize", "--name", "one", "--bundle", "large_3_0"],
        ...["--to", "one-large", "--yes"],
      ],
    ],
  },
];
const WAYS = ["resume", "repeat", "resume"];

/** Every kill of a scenario, with another command behind it and a way to go on, by turns. */
export function pointsBetween(points, offset) {
  const kills = points.filter(({ rule }) => rule.fault.startsWith("kill_"));
  return kills.map((point, index) => {
    const turn = index + offset;
    const other = OTHERS[turn % OTHERS.length];
    // Shifted once each round, so that every other command meets every way.
    const way = WAYS[(turn + Math.floor(turn / OTHERS.length)) % WAYS.length];
    return { point, other, way };
  });
}

/** Returns what is wrong; nothing when it is survived. */
export async function surviveBetween(prepared, { point, other, way }) {
  const { root, scenario, start, before } = prepared;
  const faults = [];
  const place = makePlace(root, start);
  try {
    const killed = await place.run(scenario.command, point.rule);
    if (killed.status === 0) return faults;
    const left = place.state();
    const told = await runOthers(place, other, faults);
    const between = place.state();
    const argv = way === "resume" ? ["infra", "resume", "--yes"] : scenario.repeat;
    const ended = await place.run(argv);
    const after = place.state();
    const open = await unfinishedIn(place);
    // What it printed before it was killed; a result only when it was stopped by a signal.
    const said = killed.stdout + told + ended.stdout + ended.stderr + JSON.stringify(open);
    const words = `quants-ctl ${argv.join(" ")}`;
    if (way === "resume") {
      faults.push(...resumedFaults({ left, between, after, ended, open, words }));
    } else if (ended.status === 0 && open.some((it) => sameCommand(it, scenario))) {
      faults.push(`${words}: done, and unfinished still`);
    }
    if (/Unexpected failure|^\s+at .*\.cjs/m.test(ended.stderr)) {
      faults.push(`${words}: ${ended.stderr.trim()}`);
    }
    faults.push(...unnamed({ before, left, after }, said));
    return faults;
  } finally {
    place.dispose();
  }
}

/** Whatever is unfinished, another command ends as it does where nobody knows of that. */
async function runOthers(place, { own, foreign }, faults) {
  const unknowing = makePlace(place.root, place);
  let told = "";
  try {
    for (const argv of own ?? foreign) {
      const [ended, expected] = await Promise.all([
        own === undefined ? place.runAsOther(argv) : place.run(argv),
        unknowing.run(argv),
      ]);
      told += ended.stdout + ended.stderr;
      if (ended.status === expected.status) continue;
      faults.push(
        `quants-ctl ${argv.join(" ")}: status ${ended.status}, and ${expected.status} without a journal: ${ended.stderr.trim()}`,
      );
    }
    return told;
  } finally {
    unknowing.dispose();
  }
}

const keyOf = ({ resourceType, name }) => `${resourceType} ${name}`;

function resumedFaults({ left, between, after, ended, open, words }) {
  const faults = [];
  const isNothing = ended.status === 3 && /There is nothing to resume/.test(ended.stderr);
  if (ended.status !== 0 && !isNothing) {
    faults.push(`${words}: status ${ended.status}: ${ended.stderr.trim()}`);
  }
  if (open.length > 0) faults.push(`${words}: still unfinished: ${open.map((it) => it.command)}`);
  const ids = new Set(between.resources.map(({ id }) => id));
  const removed = new Set(left.resources.filter(({ id }) => !ids.has(id)).map(keyOf));
  for (const it of after.resources) {
    if (!ids.has(it.id) && removed.has(keyOf(it))) faults.push(`${keyOf(it)} exists again`);
  }
  // What the other command made or changed is as it left it.
  const known = new Set(left.resources.map(({ id }) => id));
  const now = new Map(after.resources.map((it) => [it.id, it]));
  for (const it of between.resources) {
    if (!known.has(it.id) && !same(now.get(it.id), it)) {
      faults.push(`${keyOf(it)}, made in between, was changed or removed`);
    }
    const tagged = tagOf(it, "Environment");
    if (tagged !== "later" || !now.has(it.id)) continue;
    if (tagOf(now.get(it.id), "Environment") !== tagged) {
      faults.push(`${keyOf(it)} has lost the tag that was set in between`);
    }
  }
  return faults;
}

/** What the killed command made, that is there and billed, and that nobody has said a word of since. */
function unnamed({ before, left, after }, said) {
  const old = new Set(before.resources.map(({ id }) => id));
  const made = new Set(left.resources.map(({ id }) => id).filter((id) => !old.has(id)));
  return after.resources
    .filter((it) => made.has(it.id) && isBilled(it) && !isBackup(it) && !said.includes(it.name))
    .map((it) => `${keyOf(it)} is there, billed, and unnamed`);
}

/** Whole, it is what was asked for, and is kept for the instance that it was made of. */
const isBackup = (it) => tagOf(it, "quants-ctl:snapshot") === "backup";

function isBilled({ resourceType, attachedTo }) {
  return resourceType !== "StaticIp" || !attachedTo;
}

const tagOf = ({ tags }, wanted) => tags?.find(({ key }) => key === wanted)?.value;

function same(one, other) {
  if (one === undefined) return false;
  const [now, old] = [one, other].map((it) => normalised({ resources: [it] }, { resources: [it] }));
  return JSON.stringify(now) === JSON.stringify(old);
}

const sameCommand = ({ command }, scenario) => scenario.command.join(" ").startsWith(command);
