// The puppet of the play: wechaty's own mock puppet inside the hub's process, its WeChat on a line to the play.
// Plain JavaScript, because the hub loads a puppet by its name as it loads any other.
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { types } from 'wechaty';
import { mock, PuppetMock } from 'wechaty-puppet-mock';

const SELF = 'wxid_hotline';

export default class PlayPuppet extends PuppetMock {
  constructor({ port }) {
    const mocker = new mock.Mocker();
    super({ mocker });
    this.mocker = mocker;
    this.port = port;
  }

  async onStart() {
    await super.onStart();
    this.mocker.createContact({ id: SELF, name: '盐城热线' });
    this.line = connect(this.port, '127.0.0.1');
    createInterface(this.line).on('line', (line) => this.hear(JSON.parse(line)));
    setImmediate(() => this.mocker.login(this.mocker.ContactMock.load(SELF)));
  }

  async onStop() {
    this.line?.destroy();
    await super.onStop();
  }

  async messageSendText(conversationId, text) {
    const sent = await super.messageSendText(conversationId, text);
    this.line.write(`${JSON.stringify({ to: conversationId, text })}\n`);
    return sent;
  }

  hear({ id, from, name, text }) {
    const known = this.mocker.cacheContactPayload.has(from);
    if (!known) this.mocker.createContact({ id: from, name });
    const timestamp = Math.floor(Date.now() / 1000);
    const payload = { id, text, talkerId: from, listenerId: SELF, timestamp, type: types.Message.Text };
    if (!this.mocker.cacheMessagePayload.has(id)) this.mocker.MessageMock.create(payload);
    this.emit('message', { messageId: id });
  }
}
