/** What every measurement is given. */
export interface Bench {
  node: string;
  cli: string;
  engine: string;
  /** Kept from run to run. */
  cache: string;
  /** Of this run, on the same disk. */
  scratch: string;
  /** A home made for this run; the time zone is UTC, as in the generated transcripts' days. */
  env: NodeJS.ProcessEnv;
  /** Size of the config directory that is read cold. */
  bytes: number;
  rounds: number;
  progress: (message: string) => void;
}

/** What a measurement prints. */
export interface Section {
  title: string;
  markdown: string;
  /** Counts that should have been equal and are not. Times are never judged. */
  disagreements: string[];
}
