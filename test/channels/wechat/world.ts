import { FileBox } from 'file-box';
import { types } from 'wechaty';
import type { mock, PuppetMock } from 'wechaty-puppet-mock';

type Mocker = InstanceType<typeof mock.Mocker>;
type Payload = Parameters<Mocker['MessageMock']['create']>[0];

/** The people of a small WeChat: our account, a citizen, a neighbour, and a room with all three. */
export const SELF = 'wxid_hotline';
export const CITIZEN = 'wxid_citizen';
export const NEIGHBOUR = 'wxid_neighbour';
export const ROOM = '12345@chatroom';

export interface Delivered {
  id: string;
  text?: string;
  type?: types.Message;
  talkerId?: string;
  roomId?: string;
  mentionIdList?: string[];
  /** Seconds since 1970. */
  timestamp?: number;
}

/** How the next send ends. */
export type Fault =
  | { type: 'error'; error: Error }
  /** WeChat takes the message, and the puppet never says so. */
  | { type: 'silence' };

/** What reached a person or a room. */
export interface Shown {
  to: string;
  text: string;
  file?: { name: string; bytes: Buffer };
}

/** What outlives a puppet: the puppet service behind it, and what it was told to do. */
export class WeChatWorld {
  isDown = false;
  /** False: somebody has to scan first. */
  signsIn = true;
  /** What reached people and rooms, oldest first. */
  readonly shown: Shown[] = [];
  private readonly faults: Fault[] = [];
  private holding: { arrived: () => void; released: Promise<void> } | undefined;
  private inside: { puppet: PuppetMock; mocker: Mocker } | undefined;
  private readonly waiting: (() => void)[] = [];
  private isRunning = false;

  enter(puppet: PuppetMock, mocker: Mocker): void {
    this.inside = { puppet, mocker };
    this.isRunning = false;
  }

  started(): void {
    const { mocker } = this.now();
    const people = { [SELF]: '盐城热线', [CITIZEN]: '王小明', [NEIGHBOUR]: '李邻居' };
    for (const [id, name] of Object.entries(people)) mocker.createContact({ id, name });
    mocker.createRoom({ id: ROOM, topic: '业主群', memberIdList: Object.keys(people) });
    if (this.signsIn) this.signIn();
    this.isRunning = true;
    for (const wake of this.waiting.splice(0)) wake();
  }

  /** Resolves when the puppet runs. */
  async running(): Promise<void> {
    if (!this.isRunning) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  signIn(): void {
    const { mocker } = this.now();
    mocker.login(mocker.ContactMock.load(SELF));
  }

  async signOut(reason: string): Promise<void> {
    await this.now().puppet.logout(reason);
  }

  scan(code: string): void {
    this.now().mocker.scan(code, types.ScanStatus.Waiting);
  }

  failNext(fault: Fault): void {
    this.faults.push(fault);
  }

  hold(): { arrived: Promise<void>; release: () => void } {
    let [arrived, release] = [(): void => {}, (): void => {}];
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    const released = new Promise<void>((resolve) => (release = resolve));
    this.holding = { arrived, released };
    return { arrived: arrival, release: () => ((this.holding = undefined), release()) };
  }

  async sending(shown: Shown, deliver: () => Promise<unknown>): Promise<void> {
    const fault = this.faults.shift();
    if (fault?.type === 'error') throw fault.error;
    await deliver();
    this.shown.push(shown);
    if (fault?.type === 'silence') return new Promise<void>(() => {});
    this.holding?.arrived();
    await this.holding?.released;
  }

  /** A message reaches our account; again under the same id, it is the same one. */
  deliver(payload: Delivered, file?: { name: string; bytes: Buffer }): void {
    const { puppet, mocker } = this.now();
    const { roomId, ...rest } = payload;
    const base = {
      talkerId: CITIZEN,
      timestamp: Math.floor(Date.now() / 1000),
      type: types.Message.Text,
      ...rest,
    };
    const whole: Payload = roomId === undefined ? { ...base, listenerId: SELF } : { ...base, roomId };
    if (file) {
      const box = FileBox.fromBase64(file.bytes.toString('base64'), file.name);
      mocker.cacheFileBoxPayload.set(payload.id, box.toJSON());
    }
    if (!mocker.cacheMessagePayload.has(payload.id)) mocker.MessageMock.create(whole);
    puppet.emit('message', { messageId: payload.id });
  }

  private now(): { puppet: PuppetMock; mocker: Mocker } {
    if (this.inside) return this.inside;
    throw new Error('no puppet has been made yet');
  }
}
