/** 交办单: the official paper of the ticket's dispatch, in a window of its own to print. */
export function printOrder(number: string): void {
  open(`/api/staff/tickets/${number}/documents/dispatch`, '_blank', 'noopener');
}
