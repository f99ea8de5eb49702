import { isEnglish } from '../words';

/** Why people should look, in words; the reasons are the hub's. */
const NAMES: Record<string, readonly [string, string]> = {
  emergency: ['险情', 'Emergency'],
  'perhaps-danger': ['可能有险情', 'Perhaps danger'],
  'hand-over': ['要求人工', 'Asks for a person'],
  sealed: ['密件', 'Sealed'],
  threat: ['威胁言语', 'Threat'],
  'unverified-sender': ['发件人未核实', 'Unverified sender'],
  conflict: ['内容冲突', 'Conflict'],
  'automatic-mail': ['自动往来过多', 'Automatic mail'],
  abuse: ['辱骂', 'Abuse'],
  'send-failed': ['发送失败', 'Not sent'],
  'send-unknown': ['结果不明', 'Outcome unknown'],
  'reply-held': ['定时回复暂缓', 'Reply held'],
};

export function flagName(reason: string): string {
  const [zh, en] = NAMES[reason] ?? [reason, reason];
  return isEnglish() ? en : zh;
}
