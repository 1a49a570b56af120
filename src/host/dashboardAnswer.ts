import type { FromWebview, ToWebview } from "../shared/webviewProtocol.ts";
import type { EngineProcess } from "./engineProcess.ts";

/** The engine's answer to a question of the dashboard, or why there is none. Never rejects. */
export async function answerDashboard(
  { id, method, params }: Extract<FromWebview, { type: "ask" }>,
  engine: Pick<EngineProcess, "request">,
): Promise<Extract<ToWebview, { type: "answer" | "refusal" }>> {
  try {
    return { type: "answer", id, result: await engine.request(method, params) };
  } catch (error) {
    return { type: "refusal", id, message: error instanceof Error ? error.message : String(error) };
  }
}
