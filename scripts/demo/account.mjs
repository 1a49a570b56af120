/** The rate-limit reading that Claude Code keeps in `.claude.json`. */
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

const hour = 3_600_000;

/**
 * Writes a reading taken at `now`; the windows end some time after `startedAt`.
 * @param {string} configDir
 * @param {{ now: number, startedAt: number }} times
 */
export async function writeAccount(configDir, { now, startedAt }) {
  const sessionEnd = new Date(startedAt + 2.6 * hour).toISOString();
  const weekEnd = new Date(startedAt + 94 * hour).toISOString();
  /** @param {string} kind @param {number} percent @param {string} resets_at @param {Record<string, unknown> | null} scope */
  const limit = (kind, percent, resets_at, scope = null) => ({
    kind,
    group: kind === "session" ? "session" : "weekly",
    percent,
    resets_at,
    severity: "normal",
    is_active: true,
    scope,
  });
  const account = {
    hasCompletedOnboarding: true,
    oauthAccount: { accountUuid: "00000000-0000-4000-8000-00000000d3a0" },
    cachedUsageUtilization: {
      fetchedAtMs: now,
      accountUuid: "00000000-0000-4000-8000-00000000d3a0",
      utilization: {
        five_hour: { utilization: 41, resets_at: sessionEnd },
        seven_day: { utilization: 17, resets_at: weekEnd },
        seven_day_oauth_apps: null,
        seven_day_opus: null,
        seven_day_sonnet: null,
        extra_usage: { is_enabled: false, monthly_limit: null, used_credits: null, utilization: null, currency: "USD" },
        limits: [
          limit("session", 41, sessionEnd),
          limit("weekly_all", 17, weekEnd),
          limit("weekly_scoped", 61, weekEnd, { model: { display_name: "Opus" }, surface: null }),
        ],
      },
    },
    projects: {},
  };
  const file = join(configDir, ".claude.json");
  await writeFile(`${file}.new`, JSON.stringify(account));
  await rename(`${file}.new`, file);
}
