/** What this machine used: one entry a request in columns of one length, oldest first. */
export interface LocalUse {
  /** Model ids; `model` has the index of a request's. */
  models: readonly string[];
  /** List price of a million input tokens of each model in US dollars; null without a price. */
  inputPrices: readonly (number | null)[];
  at: Float64Array;
  model: Uint16Array;
  /** Tokens. */
  input: Float64Array;
  write: Float64Array;
  read: Float64Array;
  output: Float64Array;
  /** Cost at list price in US dollars; 0 without a price. */
  usd: Float64Array;
}
