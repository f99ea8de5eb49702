import type { Command } from 'commander';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { type ChatMessage, CitizenChat } from '../citizen-chat.js';
import type { Context } from '../context.js';
import { visible } from '../print.js';

/** `hub chat`: talk to the bot as a citizen would, through the web channel of a running hub. */
export function chatCommand(program: Command, { io, client }: Context): void {
  program
    .command('chat')
    .description('chat with the bot as a citizen; a number presses that button, Ctrl-D ends')
    .option('--linger <seconds>', 'after the end of input, wait until nothing came for so long', '3')
    .action(async (options: { linger: string }) => {
      const { url } = client();
      const json = program.opts()['json'] === true;
      const chat = await CitizenChat.open(url);
      if (!json) io.out(`已连接 ${url}。请描述您的问题（输入数字选择选项，Ctrl-D 结束）。\n`);

      const over = new AbortController();
      let buttons: ChatMessage['buttons'] = [];
      let lastHeard = Date.now();
      const listening = chat.listen((message) => {
        lastHeard = Date.now();
        if (message.from !== 'you') buttons = message.buttons;
        if (json) io.out(`${JSON.stringify(message)}\n`);
        else if (message.from !== 'you') io.out(linesOf(message));
      }, over.signal);
      // Refused while listening (the session ended): the chat is over, and `await listening` says why.
      listening.catch(() => over.abort());

      const lines = createInterface({ input: io.stdin });
      over.signal.addEventListener('abort', () => lines.close());
      try {
        for await (const line of lines) {
          const pressed = /^\d{1,2}$/.test(line.trim()) ? buttons[Number(line) - 1] : undefined;
          if (pressed) await chat.say(pressed.label, pressed.value);
          else if (line.trim() !== '') await chat.say(line);
          lastHeard = Date.now();
        }
        const linger = Number(options.linger) * 1000;
        while (!over.signal.aborted && Date.now() - lastHeard < linger) await wait(100);
      } finally {
        // Also after a refusal: an open stream would keep the program from ending.
        over.abort();
      }
      await listening;
    });
}

function linesOf({ from, text, buttons }: ChatMessage): string {
  const choices = buttons.map((button, i) => `  [${i + 1}] ${button.label}`);
  const speaker = from === 'staff' ? '工作人员' : '12345';
  return visible([`${speaker}：${text}`, ...choices, ''].join('\n'));
}
