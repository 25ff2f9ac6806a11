interface EngineInfo {
  readonly description: string;
  readonly port: number;
  /** What the names of the master user and its database may be long. */
  readonly userLength: number;
  readonly nameLength: number;
  readonly passwordLength: number;
}

export const DATABASE_ENGINES = {
  mysql: {
    ...{ description: "MySQL Community Edition", port: 3306 },
    ...{ userLength: 16, nameLength: 64, passwordLength: 41 },
  },
  postgres: {
    ...{ description: "PostgreSQL", port: 5432 },
    ...{ userLength: 63, nameLength: 63, passwordLength: 128 },
  },
} satisfies Record<string, EngineInfo>;

export type DatabaseEngine = keyof typeof DATABASE_ENGINES;

export interface DatabaseBlueprintInfo {
  readonly blueprintId: string;
  readonly engine: DatabaseEngine;
  readonly engineVersion: string;
  readonly isDefault: boolean;
  /** False for a retired one: not listed, but still accepted by create. */
  readonly isActive: boolean;
}

const blueprint = (
  blueprintId: string,
  engine: DatabaseEngine,
  engineVersion: string,
  listed: { isDefault?: true; isActive?: false } = {},
): DatabaseBlueprintInfo => ({
  ...{ blueprintId, engine, engineVersion, isDefault: false, isActive: true },
  ...listed,
});

const retired = { isActive: false } as const;
const byDefault = { isDefault: true } as const;

/** Of an engine, older versions come first: a database can be brought to a later one. */
export const DATABASE_BLUEPRINTS: readonly DatabaseBlueprintInfo[] = [
  blueprint("mysql_5_6", "mysql", "5.6.44", retired),
  blueprint("mysql_5_7", "mysql", "5.7.44", retired),
  blueprint("mysql_8_0", "mysql", "8.0.43"),
  blueprint("mysql_8_4", "mysql", "8.4.6", byDefault),
  blueprint("postgres_9_6", "postgres", "9.6.24", retired),
  blueprint("postgres_10", "postgres", "10.23", retired),
  blueprint("postgres_11", "postgres", "11.22", retired),
  blueprint("postgres_12", "postgres", "12.22", retired),
  blueprint("postgres_13", "postgres", "13.22"),
  blueprint("postgres_14", "postgres", "14.19"),
  blueprint("postgres_15", "postgres", "15.14"),
  blueprint("postgres_16", "postgres", "16.10"),
  blueprint("postgres_17", "postgres", "17.6", byDefault),
];

export const findDatabaseBlueprint = (blueprintId: string): DatabaseBlueprintInfo | undefined =>
  DATABASE_BLUEPRINTS.find((it) => it.blueprintId === blueprintId);
