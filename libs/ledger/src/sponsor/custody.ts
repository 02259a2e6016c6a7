import type { Month } from '../calendar';
import type { Rupiah } from '../money';

/** `scheme`: part of one bank credit. `direct`: paid to BPJS itself, evidence and list only. */
export type Custody =
  | { readonly kind: 'scheme'; readonly accountId: string; readonly creditKey: string; readonly channel?: string }
  | {
      readonly kind: 'direct';
      readonly pledgeId: string;
      readonly group: string;
      readonly months: readonly Month[];
      readonly billingCode: string;
      readonly receiptNumber: string;
      /** Workers on the list, and SHA-256 over their sorted ids. */
      readonly heads: number;
      readonly listHash: string;
      /** What the whole list costs in each month; of an additional charge, what is paid of it. */
      readonly monthly: readonly { readonly month: Month; readonly amount: Rupiah }[];
      /** Pays what a dearer law asks for months that are remitted already: it has no list. */
      readonly charge?: true;
    };
