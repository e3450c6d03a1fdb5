import { findCustomerById } from "./customers";

/** One line of an order. */
export interface OrderLine {
  readonly product: string;
  readonly quantity: number;
  readonly unitPrice: number;
}

/** What a customer bought. */
export interface Order {
  readonly id: string;
  readonly customerId: string;
  readonly lines: readonly OrderLine[];
  readonly joinedAt: Date;
}

const orders = new Map<string, Order>();

/** How many orders there are. */
export function orderCount(): number {
  return orders.size;
}

/** The price of an order before tax. */
export function netTotal(order: Order): number {
  let net = 0;
  for (const line of order.lines) {
    net += line.quantity * line.unitPrice;
  }
  return Math.round(net * 100) / 100;
}

/** A line for the receipt, such as "3 × Tea 12.00". */
export function describeLine(line: OrderLine): string {
  const price = (line.quantity * line.unitPrice).toFixed(2);
  return `${line.quantity} × ${line.product} ${price}`;
}

/** Who bought it and what for. */
export function describeOrder(order: Order): string {
  const { name } = findCustomerById(order.customerId);
  return `${name}: ${order.lines.map(describeLine).join(", ")}`;
}

/** Remembers an order, replacing the one with the same id. */
// Try it: type  export function saveOrder(order: Order): void {

/** The order with this id; throws when there is none. */
// Try it: type  export function findOrderById(id: string)

/** The price of an order with tax. */
// Try it: type  export function grossTotal(order: Order)
