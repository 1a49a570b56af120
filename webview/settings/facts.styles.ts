import { css } from "lit";

/** Names and what is known of each, in two columns. */
export const facts = css`
  dl {
    display: grid;
    grid-template-columns: fit-content(40%) minmax(0, 1fr);
    gap: var(--gap-tight) var(--gap-wide);
  }
  dt,
  dd {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  dd {
    font-variant-numeric: tabular-nums;
  }
`;
