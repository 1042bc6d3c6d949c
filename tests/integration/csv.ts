/** CSV files as Medusa's import strategies want them: `;` between columns, CRLF between rows. */
import Papa from "papaparse";

export type CsvRow = Record<string, string | number>;

/** The columns of the admin's import template that a simple product needs. */
export function productRow(handle: string, title: string, sku: string): CsvRow {
  return {
    "Product Id": "",
    "Product Handle": handle,
    "Product Title": title,
    "Product Subtitle": "",
    "Product Description": 'Of "paper"; made\nby hand',
    "Product Status": "published",
    "Product Thumbnail": "",
    "Product Weight": 120,
    "Product Material": "",
    "Product Type": "",
    "Product Tags": "",
    "Product Discountable": "TRUE",
    "Variant Id": "",
    "Variant Title": "One Size",
    "Variant SKU": sku,
    "Variant Barcode": "",
    "Variant Inventory Quantity": 7,
    "Variant Allow Backorder": "FALSE",
    "Variant Manage Inventory": "TRUE",
    "Price EUR": 10,
    "Price USD": 12,
    "Option 1 Name": "Size",
    "Option 1 Value": "One",
    "Image 1 Url": "https://images.example/imported.jpg",
  };
}

export function toCsv(rows: CsvRow[]): string {
  return `${Papa.unparse(rows, { delimiter: ";", newline: "\r\n" })}\r\n`;
}

export function fromCsv(text: string): Record<string, string>[] {
  const { data, errors } = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: true,
    delimiter: ";",
  });
  if (errors.length > 0) throw new Error(`not a CSV file: ${JSON.stringify(errors.slice(0, 3))}`);
  return data;
}
