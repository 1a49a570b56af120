/** A value as JSON, to be measured or compared; empty where there is none, or where it is nested deeper than the stack goes. */
export function jsonText(value: unknown): string {
  try {
    return value === undefined ? "" : JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) return "";
    throw error;
  }
}
