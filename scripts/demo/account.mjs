/** The note of the rate limits that Claude Code keeps in `.claude.json`. */
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

const accountUuid = "00000000-0000-4000-8000-00000000d3a0";

/**
 * Writes the note of a moment.
 * @param {string} configDir
 * @param {import("./past.mjs").Note} note
 */
export async function writeAccount(configDir, { at, limits }) {
  const account = {
    hasCompletedOnboarding: true,
    oauthAccount: { accountUuid },
    cachedUsageUtilization: {
      fetchedAtMs: at,
      accountUuid,
      utilization: {
        five_hour: null,
        seven_day: null,
        extra_usage: { is_enabled: false, monthly_limit: null, used_credits: null, utilization: null, currency: "USD" },
        limits: limits.map(({ kind, model, usedPercent, resetsAt }) => ({
          kind,
          group: kind === "session" ? "session" : "weekly",
          percent: usedPercent,
          resets_at: new Date(resetsAt).toISOString(),
          severity: "normal",
          is_active: true,
          scope: model === null ? null : { model: { display_name: model }, surface: null },
        })),
      },
    },
    projects: {},
  };
  const file = join(configDir, ".claude.json");
  await writeFile(`${file}.new`, JSON.stringify(account));
  await rename(`${file}.new`, file);
}
