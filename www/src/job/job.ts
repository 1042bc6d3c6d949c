import type { AdminBatchJobRes } from "medusa-batch-jobs";

export type BatchJob = AdminBatchJobRes["batch_job"];

const known: Readonly<Record<string, string>> = {
  "product-export": "Product export",
  "order-export": "Order export",
  "product-import": "Product import",
  "price-list-import": "Price list import",
};

/** Plugins bring their own types; their names are shown as they are. */
export function typeName(type: string): string {
  return known[type] ?? type;
}

/** The tail is what tells two ULIDs apart. */
export function shortId(id: string): string {
  return id.length > 12 ? `…${id.slice(-8)}` : id;
}
