/** What Claude Code's own tools do. Those of MCP servers and subagents are in none of these sets: nothing tells. */

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

export const READ_TOOLS = words("Read Grep Glob LS NotebookRead WebFetch WebSearch BashOutput");
/** These only keep the work in order: they say nothing of how hard it was. */
export const ORDER_TOOLS = words(
  "TodoRead TodoWrite TaskCreate TaskUpdate TaskList TaskGet ToolSearch AskUserQuestion Skill KillShell",
);
export const SHELL_TOOLS = words("Bash PowerShell");
export const EDIT_TOOLS = words("Edit Write MultiEdit NotebookEdit");
export const PLAN_TOOLS = words("EnterPlanMode ExitPlanMode");
