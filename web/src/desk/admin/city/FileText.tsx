import { Button, Input, Upload } from 'antd';
import { useSay } from '../../words';
import { CITY_WORDS } from './words';

/** A file’s words, pasted or read from the person’s own computer; nothing is sent before they say so. */
export function FileText({
  label,
  value,
  onChange,
  onName,
}: {
  label: string;
  value: string;
  onChange(text: string): void;
  onName?(name: string): void;
}) {
  const say = useSay(CITY_WORDS);
  return (
    <>
      <Upload
        accept=".json,.txt,application/json,text/plain"
        showUploadList={false}
        beforeUpload={(file) => {
          void file.text().then(onChange);
          onName?.(file.name);
          return false;
        }}
      >
        <Button>{say('upload')}</Button>
      </Upload>
      <label>
        {label}
        <Input.TextArea
          rows={10}
          spellCheck={false}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      </label>
    </>
  );
}
