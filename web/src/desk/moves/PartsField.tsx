import { Button, Form, Input } from 'antd';
import { TICKET_WORDS } from '../tickets/words';
import { Words } from '../ui/Words';
import { useSay } from '../words';

/** 拆分: each further matter of the message, to become a ticket of its own. */
export function PartsField() {
  const say = useSay(TICKET_WORDS);
  const required = [{ required: true, message: say('required') }];
  return (
    <Form.List name="parts">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key} className="part">
              <Form.Item name={[name, 'title']} label={say('partTitle')} rules={required}>
                <Input maxLength={60} />
              </Form.Item>
              <Form.Item name={[name, 'matter']} label={say('partMatter')} rules={required}>
                <Words />
              </Form.Item>
              {fields.length > 1 && <Button onClick={() => remove(name)}>{say('removePart')}</Button>}
            </div>
          ))}
          <Button onClick={() => add({})}>{say('addPart')}</Button>
        </>
      )}
    </Form.List>
  );
}
