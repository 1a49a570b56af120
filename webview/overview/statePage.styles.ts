import { css } from "lit";

/** A page that says one thing. */
export const statePage = css`
  section {
    display: grid;
    gap: var(--gap-wide);
    max-inline-size: var(--column-prose);
    margin: var(--gap-section) auto;
  }
  .title {
    font-size: var(--text-figure);
    font-weight: var(--weight-figure);
    line-height: var(--leading-figure);
  }
  ul {
    display: grid;
    gap: var(--gap-small);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap-small);
  }
`;
