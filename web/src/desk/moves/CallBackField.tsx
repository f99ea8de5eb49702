import { Radio } from 'antd';
import type { z } from 'zod';
import type { CallBack } from '../../../../src/core/model/ticket.js';
import { RESULT_EN, RESULT_ZH } from '../../../../src/core/model/ticket-words.js';
import { TICKET_WORDS } from '../tickets/words';
import { Words } from '../ui/Words';
import { isEnglish, useSay } from '../words';

type Found = Partial<Omit<z.input<typeof CallBack>, 'by'>>;

/** 回访: what the citizen said, in the order in which it is asked on the phone. */
export function CallBackField({ value = {}, onChange }: { value?: Found; onChange?(found: Found): void }) {
  const say = useSay(TICKET_WORDS);
  const set = (part: Found) => onChange?.({ ...value, ...part });
  const yesNo = [
    { value: true, label: say('yes') },
    { value: false, label: say('no') },
  ];
  const question = (name: 'reached' | 'truthful' | 'contacted' | 'satisfied', label: string) => (
    <div className="question">
      <span id={`cb-${name}`}>{label}</span>
      <Radio.Group
        aria-labelledby={`cb-${name}`}
        options={yesNo}
        value={value[name]}
        onChange={({ target }) => set({ [name]: target.value })}
      />
    </div>
  );
  const results = Object.entries<string>(isEnglish() ? RESULT_EN : RESULT_ZH);
  return (
    <div className="stack tight">
      {question('reached', say('cbReached'))}
      {value.reached === true && (
        <>
          {question('contacted', say('cbContacted'))}
          {question('truthful', say('cbTruthful'))}
          <div className="question">
            <span id="cb-solved">{say('solved')}</span>
            <Radio.Group
              aria-labelledby="cb-solved"
              options={results.map(([code, label]) => ({ value: code, label }))}
              value={value.solved}
              onChange={({ target }) => set({ solved: target.value })}
            />
          </div>
          {question('satisfied', say('cbSatisfied'))}
        </>
      )}
      <Words
        aria-label={say('cbReason')}
        placeholder={say('cbReason')}
        value={value.reason}
        onChange={({ target }) => set({ reason: target.value })}
      />
    </div>
  );
}
