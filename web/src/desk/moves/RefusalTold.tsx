import { Alert, Form } from 'antd';
import { useCatalogue } from '../hub/catalogue';
import { TICKET_WORDS } from '../tickets/words';
import { useSay } from '../words';

/** What the citizen will read for the reason that is chosen: nobody should refuse in words they did not see. */
export function RefusalTold() {
  const say = useSay(TICKET_WORDS);
  const { refusals } = useCatalogue();
  const chosen: unknown = Form.useWatch('refusal');
  const found = refusals.find(({ id }) => id === chosen);
  return found ? (
    <Alert type="info" title={say('refusalTold', { basis: found.basis, way: found.way })} />
  ) : null;
}
