import { css } from "lit";

/** A table; where there is no room for one, a block a row. */
export const tableStyles = css`
  :host {
    container-type: inline-size;
  }
  table {
    table-layout: fixed;
  }
  th,
  td {
    padding-block: var(--gap-tight);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  thead th {
    overflow: visible;
    vertical-align: bottom;
    white-space: normal;
  }
  .title {
    inline-size: 30%;
  }
  .when {
    inline-size: 16%;
  }
  .text {
    inline-size: 14%;
    color: var(--ink-muted);
    text-align: start;
  }
  td:last-child {
    white-space: normal;
  }
  tbody tr {
    border-block-start: var(--hairline) solid var(--line);
  }
  .sort {
    padding: 0;
    border: 0;
    color: inherit;
    background: none;
    font: inherit;
    text-align: inherit;
    cursor: pointer;
  }
  .sort:hover,
  [aria-sort] .sort {
    color: var(--ink);
  }
  .sort:focus-visible {
    outline-offset: calc(-1 * var(--focus-width));
  }
  .sort vscode-icon {
    display: none;
  }
  .sort vscode-icon {
    margin-inline-end: var(--gap-hair);
  }
  [aria-sort] .sort vscode-icon,
  .sort:hover vscode-icon,
  .sort:focus-visible vscode-icon {
    display: inline-block;
  }
  .live::before {
    display: inline-block;
    inline-size: var(--gauge-height);
    block-size: var(--gauge-height);
    margin-inline-end: var(--gap-tight);
    border-radius: var(--gauge-height);
    background: var(--fill);
    content: "";
    forced-color-adjust: none;
  }
  .narrow {
    display: none;
  }

  /* A query cannot use a token; ch follows the size of the type. */
  @container (inline-size < 100ch) {
    .model {
      display: none;
    }
    .title {
      inline-size: 36%;
    }
  }
  @container (inline-size < 78ch) {
    table,
    thead,
    tbody {
      display: block;
    }
    thead tr,
    tbody tr {
      display: flex;
      flex-wrap: wrap;
      gap: 0 var(--gap-small);
    }
    tbody tr {
      padding-block: var(--gap-small);
    }
    thead th {
      padding: var(--gap-tight) 0;
      overflow: visible;
    }
    thead .plain {
      display: none;
    }
    .when {
      inline-size: auto;
    }
    tbody th,
    tbody td {
      inline-size: auto;
      padding: 0;
      font-size: var(--text-small);
    }
    /* The title and the cost in a line of their own, the rest below it. */
    tbody th {
      flex: 1;
      min-inline-size: 0;
      font-size: inherit;
    }
    tbody td:last-child {
      font-size: inherit;
    }
    tbody tr::after {
      flex: 0 0 100%;
      order: 1;
      content: "";
    }
    tbody td:not(:last-child) {
      order: 2;
      color: var(--ink-muted);
    }
    tbody .text {
      inline-size: auto;
      max-inline-size: 16ch;
    }
    .wide {
      display: none;
    }
    .narrow {
      display: inline;
    }
  }
`;
