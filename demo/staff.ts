import { z } from 'zod';
import { StaffClient } from '../test/support/staff-client.js';
import { Refused } from '../test/support/web-citizen.js';

const Made = z.object({ oneTimePassword: z.string() });
const Tickets = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      state: z.string(),
      title: z.string(),
      urgency: z.string(),
    }),
  ),
});
type Ticket = z.infer<typeof Tickets>['items'][number];

const UNIT = 'urban-management';
const PASSWORD = 'Pengcheng-7788-Lan';

/** The people at the desks: one operator, one clerk of a unit, one supervisor. */
export class Desk {
  readonly done: string[] = [];

  private constructor(
    readonly operator: StaffClient,
    private readonly clerk: StaffClient,
    private readonly supervisor: StaffClient,
  ) {}

  /** The administrator makes the accounts; everybody sets a password of their own at the first sign-in. */
  static async open(base: () => string, adminPassword: string): Promise<Desk> {
    const admin = new StaffClient(base, 'admin');
    await admin.signIn(adminPassword, PASSWORD);
    const hire = async (login: string, name: string, role: string, unit?: string) => {
      const made = Made.parse(await admin.command('/api/admin/staff', { login, name, roles: [role], unit }));
      const client = new StaffClient(base, login);
      await client.signIn(made.oneTimePassword, PASSWORD);
      return client;
    };
    return new Desk(
      await hire('zhang', '张话务', 'operator'),
      await hire('li', '李承办', 'clerk', UNIT),
      await hire('wu', '吴督办', 'supervisor'),
    );
  }

  /** Takes every ticket to its end, one move at a time, until so many are closed. */
  async work(tickets: number): Promise<void> {
    const until = Date.now() + 240_000;
    while (this.done.length < tickets) {
      if (Date.now() > until)
        throw new Error(`Only ${this.done.length} of ${tickets} tickets were closed in time`);
      const { items } = await this.operator.get('/api/staff/tickets?limit=100', Tickets);
      for (const ticket of items.filter(({ state }) => state !== 'closed')) await this.move(ticket);
      this.done.splice(
        0,
        Infinity,
        ...items.filter(({ state }) => state === 'closed').map(({ number }) => number),
      );
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }

  private async move(ticket: Ticket): Promise<void> {
    const at = `/api/staff/tickets/${ticket.id}`;
    try {
      switch (ticket.state) {
        case 'accepted':
          return void (await this.operator.command(`${at}/dispatch`, { unit: UNIT }));
        case 'dispatched':
          return void (await this.clerk.command(`${at}/sign`));
        case 'signed':
          return void (await this.clerk.command(`${at}/reply`, {
            text: '已安排人员处理完毕，感谢您的反映。',
            facts: '经现场核实，情况属实。',
            basis: '《城市市容和环境卫生管理条例》',
            contact: '城管局办公室',
            result: 'solved',
          }));
        case 'replied':
          return void (await this.supervisor.command(`${at}/review`));
        case 'reviewed':
          return void (await this.supervisor.command(`${at}/call-back`, {
            callBack: { reached: true, solved: 'solved', satisfied: true },
          }));
        default:
          return;
      }
    } catch (error) {
      // The ticket was further than the list said: the next look shows where it is.
      if (!(error instanceof Refused) || error.status !== 409) throw error;
    }
  }
}
