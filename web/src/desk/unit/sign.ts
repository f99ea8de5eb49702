import { App } from 'antd';
import { useRef } from 'react';
import { ApiProblem } from '../../shared/api';
import { outdate } from '../hub/queries';
import { post } from '../hub/staff-api';
import { useSay } from '../words';
import { UNIT_WORDS } from './words';

/** 签收 in one step: it carries nothing, so there is nothing to ask. */
export function useSign(): (number: string) => Promise<void> {
  const say = useSay(UNIT_WORDS);
  const { message } = App.useApp();
  const running = useRef(new Set<string>());
  return async (number) => {
    // A key that is held down signs once.
    if (running.current.has(number)) return;
    running.current.add(number);
    try {
      await post(`/staff/tickets/${number}/sign`);
      void message.success(say('signed', { number }));
    } catch (problem) {
      if (!(problem instanceof ApiProblem)) throw problem;
      void message.error(problem.sentence);
    } finally {
      running.current.delete(number);
      await outdate('tickets');
    }
  };
}
