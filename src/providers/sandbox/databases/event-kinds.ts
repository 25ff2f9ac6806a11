/** As RDS words them, with Lightsail's name for a database. */
export const DATABASE_EVENTS = {
  created: { category: "creation", message: "Relational Database created" },
  restored: { category: "restoration", message: "Restored from snapshot" },
  restoredToTime: { category: "restoration", message: "Restored to a point in time" },
  shutDown: { category: "availability", message: "Relational Database shutdown" },
  restarted: { category: "availability", message: "Relational Database restarted" },
  stopped: { category: "notification", message: "Relational Database stopped" },
  started: { category: "notification", message: "Relational Database started" },
  startedByItself: {
    category: "notification",
    message:
      "Relational Database is being started due to it exceeding the maximum allowed time being stopped.",
  },
  credentialsReset: { category: "configuration change", message: "Reset master credentials" },
  backupsEnabled: {
    category: "configuration change",
    message: "Automated backups of the Relational Database are enabled",
  },
  backupsDisabled: {
    category: "configuration change",
    message: "Automated backups of the Relational Database are disabled",
  },
  upgraded: { category: "maintenance", message: "Relational Database engine version upgraded" },
  parametersSet: { category: "configuration change", message: "Updated parameters" },
  backingUp: { category: "backup", message: "Backing up Relational Database" },
  backedUp: { category: "backup", message: "Finished Relational Database backup" },
  snapshotBegun: { category: "backup", message: "Creating manual snapshot" },
  snapshotMade: { category: "backup", message: "Manual snapshot created" },
} as const;

export type DatabaseEventKind = keyof typeof DATABASE_EVENTS;
