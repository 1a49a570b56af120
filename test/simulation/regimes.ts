/** The worlds in which the method has to hold: what really counts against a limit, and who else draws on it. */
export interface Regime {
  name: string;
  /** True weights of cache reads and writes, against an input token. */
  read: number;
  write: number;
  /** True weights of the models against each other, and their list prices of a million input tokens. */
  models: readonly { weight: number; inputPrice: number }[];
  /** Share of all use that comes from elsewhere. */
  elsewhere: number;
  /** Day on which the limits double; null: never. */
  doubledOn: number | null;
}

const one = [{ weight: 1, inputPrice: 4 }];

export const REGIMES: readonly Regime[] = [
  { name: "1 reads weigh 0", read: 0, write: 1, models: one, elsewhere: 0, doubledOn: null },
  { name: "2 30 % from elsewhere", read: 0.015, write: 1, models: one, elsewhere: 0.3, doubledOn: null },
  { name: "3 reads weigh 0.1", read: 0.1, write: 1.25, models: one, elsewhere: 0, doubledOn: null },
  { name: "4 as 2, limits doubled", read: 0.015, write: 1, models: one, elsewhere: 0.3, doubledOn: 45 },
  {
    name: "5 two models",
    read: 0.015,
    write: 1,
    // Their prices are not in the ratio of their weights: what is to be found out.
    models: [
      { weight: 1, inputPrice: 2 },
      { weight: 3, inputPrice: 4 },
    ],
    elsewhere: 0,
    doubledOn: null,
  },
];
