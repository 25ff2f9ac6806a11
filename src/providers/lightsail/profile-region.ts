import { loadSharedConfigFiles } from "@smithy/core/config";

/** The region of a profile in the shared config files; undefined without one. */
export async function profileRegion(
  profile: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  const name = profile ?? (env["AWS_PROFILE"] || "default");
  return configFile[name]?.["region"] ?? credentialsFile[name]?.["region"];
}
