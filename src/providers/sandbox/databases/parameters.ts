import { MYSQL_PARAMETERS } from "../catalogue/mysql-parameters.ts";
import { POSTGRES_PARAMETERS } from "../catalogue/postgres-parameters.ts";
import type { DatabaseEngine } from "../catalogue/database-blueprints.ts";
import type { DatabaseParameterInfo } from "../catalogue/database-parameter.ts";
import { invalidInput } from "../protocol/service-error.ts";

export const DATABASE_PARAMETERS: Readonly<
  Record<DatabaseEngine, readonly DatabaseParameterInfo[]>
> = { mysql: MYSQL_PARAMETERS, postgres: POSTGRES_PARAMETERS };

export interface NewParameter {
  parameterName?: string | undefined;
  parameterValue?: string | undefined;
  applyMethod?: string | undefined;
}

export interface CheckedParameter {
  name: string;
  value: string;
  applyMethod: "immediate" | "pending-reboot";
}

/** The parameter as it is to be set, if the engine takes it. */
export function checkedParameter(
  engine: DatabaseEngine,
  { parameterName: name = "", parameterValue: value, applyMethod = "pending-reboot" }: NewParameter,
): CheckedParameter {
  const parameter = DATABASE_PARAMETERS[engine].find((it) => it.name === name);
  if (parameter === undefined) throw invalidInput(`The parameter does not exist: ${name}`);
  if (!parameter.isModifiable) throw invalidInput(`The parameter can't be modified: ${name}`);
  if (value === undefined) throw invalidInput(`The parameter needs a value: ${name}`);
  if (!allows(parameter, value)) {
    throw invalidInput(`The value of ${name} must be one of ${parameter.allowedValues}: ${value}`);
  }
  if (applyMethod !== "immediate" && applyMethod !== "pending-reboot") {
    throw invalidInput(`applyMethod must be immediate or pending-reboot: ${applyMethod}`);
  }
  if (applyMethod === "immediate" && parameter.applyType === "static") {
    throw invalidInput(`A static parameter takes effect with a reboot alone: ${name}`);
  }
  return { name, value, applyMethod };
}

/** Numbers may be formulas of the plan's memory, as `{DBInstanceClassMemory/12582880}`. */
function allows({ allowedValues, dataType }: DatabaseParameterInfo, value: string): boolean {
  if (allowedValues === undefined) return true;
  if (dataType === "integer" && /^(?:\{[^{}]+\}|(?:LEAST|GREATEST)\(.+\))$/.test(value))
    return true;
  const form = dataType === "float" ? /^-?\d{1,20}(?:\.\d+)?$/ : /^-?\d{1,20}$/;
  const fits = (text: string): boolean =>
    allowedValues.split(",").some((part) => {
      const [, least, most] = /^(-?\d+(?:\.\d+)?)-(-?\d+(?:\.\d+)?)$/.exec(part) ?? [];
      if (least === undefined || most === undefined) return part === text;
      return form.test(text) && Number(text) >= Number(least) && Number(text) <= Number(most);
    });
  return (dataType === "list" ? value.split(",") : [value]).every(fits);
}
