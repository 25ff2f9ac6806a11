import { randomInt } from "node:crypto";
import { WINDOW_BLOCKS } from "../catalogue/database-window-blocks.ts";
import { invalidInput } from "../protocol/service-error.ts";

const DAY = 1_440;
const WEEK = 7 * DAY;
const LEAST = 30;
const SLOTS = 16;
const MINUTE_MS = 60_000;
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/** 1970 began on a Thursday. */
const EPOCH_DAY = 3;

/** In minutes, of the day or of the week. */
interface Window {
  start: number;
  length: number;
}

export interface Windows {
  backup: string;
  maintenance: string;
}

/** The windows as they were given; what is not given is chosen by the region. */
export function chooseWindows(region: string, given: Partial<Windows>): Windows {
  const { backup: wanted, maintenance } = given;
  if (wanted !== undefined) backupWindow(wanted);
  const kept = maintenance === undefined ? undefined : maintenanceWindow(maintenance);
  const backup = wanted ?? daily(freeSlot(region, kept));
  if (maintenance === undefined) {
    const start = freeSlot(region, backupWindow(backup));
    return { backup, maintenance: weekly(start + randomInt(DAYS.length) * DAY) };
  }
  assertApart(backup, maintenance);
  return { backup, maintenance };
}

function assertApart(backup: string, maintenance: string): void {
  if (!overlaps(backupWindow(backup), maintenanceWindow(maintenance))) return;
  throw invalidInput(
    `The backup window and the maintenance window must not overlap: ${backup}, ${maintenance}`,
  );
}

/** When the next maintenance window begins, in milliseconds. */
export function nextMaintenance(maintenance: string, now: number): number {
  const { start } = maintenanceWindow(maintenance);
  return now + modulo((start - EPOCH_DAY * DAY) * MINUTE_MS - now, WEEK * MINUTE_MS);
}

/** When backups begin within a time, in milliseconds. */
export function backupTimes(backup: string, from: number, to: number): number[] {
  const { start } = backupWindow(backup);
  const times: number[] = [];
  let at = from + modulo(start * MINUTE_MS - from, DAY * MINUTE_MS);
  for (; at <= to; at += DAY * MINUTE_MS) times.push(at);
  return times;
}

function backupWindow(text: string): Window {
  const [, from = "", to = ""] =
    /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(text) ?? [];
  const window = { start: minutes(from), length: modulo(minutes(to) - minutes(from), DAY) };
  if (from !== "" && window.length >= LEAST) return window;
  throw invalidInput(
    `The backup window must be hh24:mi-hh24:mi and at least ${LEAST} minutes: ${text}`,
  );
}

function maintenanceWindow(text: string): Window {
  const [, from = "", to = ""] =
    /^([a-z]{3}:(?:[01]\d|2[0-3]):[0-5]\d)-([a-z]{3}:(?:[01]\d|2[0-3]):[0-5]\d)$/.exec(
      text.toLowerCase(),
    ) ?? [];
  const [start, end] = [from, to].map(
    (it) => DAYS.indexOf(it.slice(0, 3)) * DAY + minutes(it.slice(4)),
  );
  const isKnown = [from, to].every((it) => DAYS.includes(it.slice(0, 3)));
  if (isKnown && start !== undefined && end !== undefined) {
    const length = modulo(end - start, WEEK);
    if (length >= LEAST && length < DAY) return { start, length };
  }
  throw invalidInput(
    `The maintenance window must be ddd:hh24:mi-ddd:hh24:mi, at least ${LEAST} minutes and less than a day: ${text}`,
  );
}

/** Backups are made every day, so that the day of the week does not matter. */
const overlaps = (backup: Window, maintenance: Window): boolean =>
  modulo(maintenance.start - backup.start, DAY) < backup.length ||
  modulo(backup.start - maintenance.start, DAY) < maintenance.length;

/** The minute of the day of a half hour, by chance, that leaves the other window free. */
function freeSlot(region: string, taken: Window | undefined): number {
  const block = minutes(WINDOW_BLOCKS[region] ?? "00:00");
  const first = randomInt(SLOTS);
  for (let index = 0; index < SLOTS; index += 1) {
    const start = modulo(block + ((first + index) % SLOTS) * LEAST, DAY);
    if (taken === undefined || !overlaps({ start, length: LEAST }, taken)) return start;
  }
  throw invalidInput("The windows of backup and maintenance leave no time to each other.");
}

const daily = (start: number): string => `${timeOf(start)}-${timeOf(start + LEAST)}`;
const weekly = (start: number): string => `${dayTimeOf(start)}-${dayTimeOf(start + LEAST)}`;

function timeOf(minute: number): string {
  const ofDay = modulo(minute, DAY);
  return [Math.floor(ofDay / 60), ofDay % 60].map((it) => String(it).padStart(2, "0")).join(":");
}

const dayTimeOf = (minute: number): string =>
  `${DAYS[Math.floor(modulo(minute, WEEK) / DAY)] ?? ""}:${timeOf(minute)}`;

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

const modulo = (value: number, divisor: number): number => ((value % divisor) + divisor) % divisor;
