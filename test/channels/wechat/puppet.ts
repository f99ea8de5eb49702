import type { FileBox } from 'file-box';
import { mock, PuppetMock } from 'wechaty-puppet-mock';
import type { WeChatWorld } from './world.js';

/**
 * wechaty's own mock puppet in a world that can be down, refuse and be slow. Loaded by its path, as a real
 * puppet is by its name.
 */
export default class WorldPuppet extends PuppetMock {
  private readonly world: WeChatWorld;

  constructor({ world }: { world: WeChatWorld }) {
    const mocker = new mock.Mocker();
    super({ mocker });
    this.world = world;
    world.enter(this, mocker);
  }

  override async onStart(): Promise<void> {
    if (this.world.isDown) throw new Error('14 UNAVAILABLE: No connection established');
    await super.onStart();
    setImmediate(() => this.world.started());
  }

  override async messageSendText(conversationId: string, text: string): Promise<void> {
    return this.world.sending({ to: conversationId, text }, () =>
      super.messageSendText(conversationId, text),
    );
  }

  override async messageSendFile(conversationId: string, file: FileBox): Promise<void> {
    const shown = { to: conversationId, text: '', file: { name: file.name, bytes: await file.toBuffer() } };
    return this.world.sending(shown, () => super.messageSendFile(conversationId, file));
  }
}
