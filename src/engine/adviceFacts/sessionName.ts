import type { SessionView } from "../../shared/snapshot.ts";

/** What a session is called: its title, else its project, else the beginning of its id. */
export const nameOf = ({ title, project, sessionId }: SessionView): string =>
  title ?? (project === "" ? sessionId.slice(0, 8) : project);
