import { makePlace, normalised } from "./place.mjs";

/** Prepares a scenario once and records the calls of an undisturbed run. */
export async function prepare(scenario, root) {
  const start = makePlace(root, undefined, scenario.region);
  for (const [name, text] of Object.entries(scenario.files ?? {})) start.write(name, text);
  for (const argv of scenario.setup) await mustRun(start, argv);
  if (scenario.prepare !== undefined) start.rewrite(scenario.prepare);
  start.forgetJournal();
  const place = makePlace(root, start);
  await mustRun(place, scenario.command);
  const calls = place.recordedCalls();
  const before = start.state();
  const wanted = normalised(place.state(), before);
  place.dispose();
  return { root, scenario, start, before, untouched: normalised(before, before), wanted, calls };
}

async function mustRun(place, argv) {
  const ended = await place.run(argv);
  if (ended.status === 0) return;
  throw new Error(`quants-ctl ${argv.join(" ")}: status ${ended.status}\n${ended.stderr}`);
}

/** Failures of a target for which nothing was changed; repeating the command is all there is. */
const REFUSALS = new Set(["capacity", "quota_exceeded", "name_in_use", "protected", "not_found"]);

function onlyRefused(stdout) {
  if (!/^[[{]/.test(stdout)) return false;
  const told = JSON.parse(stdout);
  // A fleet's own list of what is not done.
  const all = Array.isArray(told) ? told : (told.not_done ?? []);
  const failed = all.filter((it) => Boolean(it.error));
  return failed.length > 0 && failed.every(({ error }) => REFUSALS.has(error.code));
}

/**
 * Disturbs the command at the point and repairs what came of it in the way given. Returns
 * what is wrong; nothing when the point is survived.
 */
export async function survive(prepared, point, way) {
  const { root, scenario, start, before, untouched, wanted } = prepared;
  const faults = [];
  const place = makePlace(root, start);
  try {
    const disturbed = await place.run(scenario.command, point.rule);
    const then = place.state();
    const now = normalised(then, before);
    const unfinished = await unfinishedIn(place);
    const isWell = disturbed.status === 0;
    if (isWell && !same(now, wanted))
      faults.push(`status 0, but not all is done: ${difference(now, wanted)}`);
    if (isWell) faults.push(...(scenario.faultsOf?.(place) ?? []));
    if (isWell && unfinished.length > 0)
      faults.push("status 0, but the journal calls it unfinished");
    // Nothing is left where all is done, or where a target was refused before it was begun.
    const isOver = same(now, wanted) || onlyRefused(disturbed.stdout);
    if (!isWell && !same(now, untouched) && !isOver && unfinished.length === 0) {
      faults.push(
        `status ${disturbed.status}, something changed, and infra log --unfinished is silent`,
      );
    }
    for (const name of newNames(then, before)) {
      const isTold =
        disturbed.stdout.includes(`"${name}"`) || JSON.stringify(unfinished).includes(`"${name}"`);
      if (!isTold) faults.push(`no record of ${name}`);
    }
    const repair = isWell ? null : repairOf(scenario, way, unfinished.length > 0, then);
    if (repair === null) return faults;
    const { argv, isUndo } = repair;
    const end = isUndo ? untouched : wanted;
    const repaired = await place.run(argv);
    const after = normalised(place.state(), before);
    const told = `quants-ctl ${argv.join(" ")}`;
    if (repaired.status !== 0)
      faults.push(`${told}: status ${repaired.status}: ${repaired.stderr.trim()}`);
    if (!same(after, end)) faults.push(`${told} ended elsewhere: ${difference(after, end)}`);
    if (!isUndo) faults.push(...(scenario.faultsOf?.(place) ?? []));
    const left = await unfinishedIn(place);
    if (left.length > 0)
      faults.push(`${told}: still unfinished: ${left.map((it) => it.command).join(", ")}`);
    return faults;
  } finally {
    place.dispose();
  }
}

/** Which repairs are tried by turns, so that each of them is proven at every kind of point. */
export function waysOf(scenario) {
  return scenario.undo === undefined
    ? ["repeat", "resume"]
    : ["repeat", "resume", "undo", "repeat", "resume", "undo by hand"];
}

/** Null when there is nothing to repair: what was never begun need not be undone. */
function repairOf(scenario, way, isUnfinished, state) {
  const isUndo = way.startsWith("undo") && (scenario.mayUndo?.(state) ?? true);
  if (isUndo && !isUnfinished) return null;
  if (isUndo) {
    return {
      isUndo,
      argv: way === "undo" ? ["infra", "resume", "--undo", "--yes"] : scenario.undo,
    };
  }
  const isResumed = way === "resume" && isUnfinished;
  return { isUndo, argv: isResumed ? ["infra", "resume", "--yes"] : scenario.repeat };
}

export async function unfinishedIn(place) {
  const { status, stdout, stderr } = await place.read([
    ...["infra", "log", "--unfinished", "--output", "json"],
  ]);
  if (status !== 0) throw new Error(`infra log: status ${status}\n${stderr}`);
  return JSON.parse(stdout);
}

function newNames(state, before) {
  const known = new Set(before.resources.map(({ id }) => id));
  return state.resources
    .filter(({ id, name }) => !known.has(id) && !name.startsWith("quants-ctl-lock-"))
    .map(({ name }) => name);
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function difference(is, wanted) {
  const extra = is.filter((line) => !wanted.includes(line)).map((line) => `+ ${line}`);
  const missing = wanted.filter((line) => !is.includes(line)).map((line) => `- ${line}`);
  return [...extra, ...missing].join(" ") || "the same, but more or fewer of it";
}
