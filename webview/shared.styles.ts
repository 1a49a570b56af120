import { css } from "lit";

/** What every component shares: type, figures, focus, tables. Sizes and colours are tokens of styles.css. */
export const shared = css`
  :host {
    display: block;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  h2,
  h3 {
    font-size: var(--text);
    font-weight: var(--weight-strong);
  }
  .heading {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--gap-small);
    margin-block-end: var(--gap-small);
  }
  /* What can be chosen stands at its other end. */
  .heading.with-choices {
    align-items: center;
    justify-content: space-between;
    gap: var(--gap-tight) var(--gap-wide);
  }
  .muted {
    color: var(--ink-muted);
  }
  .small {
    font-size: var(--text-small);
  }
  .figure {
    font-size: var(--text-figure);
    font-weight: var(--weight-figure);
    line-height: var(--leading-figure);
  }
  .figure.large {
    font-size: var(--text-figure-large);
  }
  .number {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .nowrap {
    white-space: nowrap;
  }
  .warning {
    --vscode-icon-foreground: var(--ink-warning);
  }
  .error {
    --vscode-icon-foreground: var(--ink-error);
  }
  .info {
    --vscode-icon-foreground: var(--ink-info);
  }
  vscode-icon {
    vertical-align: text-bottom;
  }
  .badge {
    padding: 0 var(--gap-small) 0 var(--gap-tight);
    border: var(--hairline) solid var(--ink);
    border-radius: var(--radius);
    font-size: var(--text-small);
    white-space: nowrap;
  }
  .badge.strong {
    --vscode-icon-foreground: var(--paper);
    color: var(--paper);
    background: var(--ink);
  }
  code {
    padding: 0 var(--gap-tight);
    border-radius: var(--radius-small);
    color: var(--code-ink);
    background: var(--code-paper);
    outline: var(--hairline) solid var(--code-line);
    outline-offset: calc(-1 * var(--hairline));
    font-family: var(--vscode-editor-font-family);
    font-size: var(--text-small);
    overflow-wrap: anywhere;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: var(--gap-hair) 0 var(--gap-hair) var(--gap);
    font-weight: inherit;
    text-align: end;
    vertical-align: baseline;
  }
  th:first-child,
  td:first-child {
    padding-inline-start: 0;
    text-align: start;
  }
  thead th {
    color: var(--ink-muted);
    font-size: var(--text-small);
  }
  .scroll {
    overflow-x: auto;
  }
  :focus-visible {
    outline: var(--focus-width) solid var(--focus);
    outline-offset: var(--gap-hair);
  }
  .unseen {
    position: absolute;
    inline-size: var(--hairline);
    block-size: var(--hairline);
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** A section of the page: apart from what is above it by a line, not in a box. */
export const card = css`
  section {
    block-size: 100%;
    padding-block-start: var(--section-gap, var(--gap));
    border-block-start: var(--hairline) solid var(--section-line, var(--line));
  }
`;

/** A button that reads as text, cut off where there is no room for all of it. */
export const link = css`
  button.link {
    display: block;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
    border-radius: var(--radius-small);
    overflow: hidden;
    color: inherit;
    background: none;
    font: inherit;
    text-align: start;
    text-overflow: ellipsis;
    white-space: nowrap;
    cursor: pointer;
  }
  button.link:hover {
    text-decoration: underline;
  }
  button.link strong {
    font-weight: var(--weight-strong);
  }
`;
