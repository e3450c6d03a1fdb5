/** Someone who buys. */
export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly joinedAt: Date;
}

const customers = new Map<string, Customer>();

/** Remembers a customer, replacing the one with the same id. */
export function saveCustomer(customer: Customer): void {
  if (customer.id === "") {
    throw new Error("The customer has no id.");
  }
  customers.set(customer.id, customer);
}

/** The customer with this id; throws when there is none. */
export function findCustomerById(id: string): Customer {
  const customer = customers.get(id);
  if (customer === undefined) {
    throw new Error(`There is no customer ${id}.`);
  }
  return customer;
}

/** All customers, newest first. */
export function listCustomers(limit = 20): Customer[] {
  return [...customers.values()]
    .toSorted((a, b) => b.joinedAt.getTime() - a.joinedAt.getTime())
    .slice(0, limit);
}
