/**
 * From when on a measured figure is worth advice. They are conservative: a plan that fits and is called too
 * large costs more than one that is too large and goes unmentioned.
 */

/** What a point of the metrics stands for, in seconds: 60 days of hours are the 1,440 points of one answer. */
export const PERIOD_S = 3_600;
export const MOST_DAYS = 60;
/** Fewer can't hold `LEAST_HOURS` when the instance was restarted meanwhile. */
export const LEAST_DAYS = 3;
/** Two weeks have each weekday twice; AWS Trusted Advisor looks back as far. */
export const USUAL_DAYS = 14;

/** Of the hours looked at, this share must have data: of the usual two weeks, a whole week. */
export const ENOUGH_SHARE = 0.5;
/** And never fewer than these. */
export const LEAST_HOURS = 48;

/** Percent of the burst capacity that counts as none: it is measured every five minutes, and refills meanwhile. */
export const BURST_GONE = 1;
/** With none left, an instance is held at its baseline; one that idles, such as a new one, uses less of it. */
export const HELD_SHARE = 0.9;
/** Percent of the processors, averaged over an hour, that counts as all of them. */
export const PINNED_PERCENT = 90;
/** Of the hours measured, the share of such hours that is too much; one job at night is not. */
export const STRAINED_SHARE = 0.05;

/** A smaller plan must sustain this many times the load of all but the busiest hours. */
export const SMALLER_MARGIN = 2;
/** The share of hours that says how busy an instance is; the rest are peaks. */
export const USUAL_SHARE = 0.95;

/** Percent of the processors that an idle instance never exceeds: half of what Trusted Advisor calls low. */
export const IDLE_CPU = 5;
/** Bytes in and out that an idle instance does not exceed on any day: Trusted Advisor's limit. */
export const IDLE_BYTES_PER_DAY = 5_000_000;
