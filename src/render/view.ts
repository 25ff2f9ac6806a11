import type { Resource } from "../core/fields/field.ts";
import type { FailedTarget } from "../core/records/failed-target.ts";
import type { Screen } from "./screen.ts";
import type { Style } from "./style.ts";

/** Draws one record for a person. Every module of a report in render/views/ exports this. */
export interface View<T> {
  draw: (record: T, style: Style, screen: Screen) => readonly string[];
  /** Draws several together; without it, they are drawn one below the other. */
  table?: Resource<T | FailedTarget>;
}
