import type { Zone } from '../deadline/zone.js';
import { type Alert, type AlertStep, CALL_WAY_ZH } from '../model/alert.js';

/** 交接记录: who handed what to whom and when, in words. Says only what is recorded. */
export function storyOf(alert: Alert, zone: Zone, hideWords = false): { at: Date; text: string }[] {
  const lines = [
    ...alert.heard.map(({ at, text, over }) => ({ at, text: heardLine(hideWords ? '' : text, over) })),
    ...alert.steps.map((step) => ({ at: step.at, text: stepLine(step, alert, zone) })),
  ];
  // What is heard opens the alert, so that it stands first where both bear the same time.
  return lines.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function heardLine(text: string, over: boolean): string {
  const said = text === '' ? '诉求人补充了情况' : `诉求人：“${text}”`;
  return over ? `${said}（称险情已解除或不存在）` : said;
}

function stepLine(step: AlertStep, alert: Alert, zone: Zone): string {
  switch (step.type) {
    case 'opened':
      return alert.named.length > 0
        ? `发现险情，答复中告知诉求人拨打 ${alert.named.join('、')}`
        : '发现险情，未告知诉求人电话号码';
    case 'rang':
      return `呼叫值班员${step.who.name}${REASON_ZH[step.because]}`;
    case 'rang-all':
      return `呼叫全部在岗人员${REASON_ZH[step.because]}`;
    case 'taken':
      return `${step.by.name}接警`;
    case 'called': {
      const when = zone.clockOf(step.calledAt);
      const what = step.text === undefined ? '' : `，移交内容：${step.text}`;
      return `${step.by.name}于${when}以${CALL_WAY_ZH[step.way]}转报 ${step.number}${what}`;
    }
    case 'acknowledged':
      return `${step.number} 已受理，编号 ${step.receipt}（${step.by.name}登记）`;
    case 'noted':
      return `${step.by.name}：${step.text}`;
    case 'false-alarm':
      return `${step.by.name}按误报结束：${step.text}`;
    case 'closed':
      return `${step.by.name}办结：${step.text}`;
  }
}

const REASON_ZH = {
  opened: '',
  'no-roster': '（值班表中此时无人）',
  'not-taken': '（上一位未在时限内接警）',
  'not-called': '（接警后未在时限内转报）',
} as const;
