import type { EnvironmentRecord, LogModule, ModuleLogs } from "./record.ts";

type Given = { readonly [M in LogModule as `${M}Logs`]?: ModuleLogs | undefined };

/** Those that are given over those that there were; by default all are off but the tasks'. */
export const logsFrom = (
  given: Given = {},
  before?: EnvironmentRecord["logs"],
): EnvironmentRecord["logs"] => ({
  DagProcessing: given.DagProcessingLogs ?? before?.DagProcessing ?? off("WARNING"),
  Scheduler: given.SchedulerLogs ?? before?.Scheduler ?? off("WARNING"),
  Task: given.TaskLogs ?? before?.Task ?? { Enabled: true, LogLevel: "INFO" },
  Webserver: given.WebserverLogs ?? before?.Webserver ?? off("WARNING"),
  Worker: given.WorkerLogs ?? before?.Worker ?? off("WARNING"),
});

const off = (LogLevel: string): ModuleLogs => ({ Enabled: false, LogLevel });
