import { PaperClipOutlined } from '@ant-design/icons';
import { Button, Upload } from 'antd';
import { useState } from 'react';
import { upload } from '../hub/staff-api';
import type { AttachmentView } from '../hub/types';
import { ProblemAlert, useAttempt } from '../ui/Problem';
import { UI_WORDS } from '../ui/words';
import { useSay } from '../words';

/** Files that go with what is said: each is sent to the hub at once, and known by its id from then on. */
export function FilesField({ value = [], onChange }: { value?: string[]; onChange?(ids: string[]): void }) {
  const say = useSay(UI_WORDS);
  const [files, setFiles] = useState<AttachmentView[]>([]);
  const { running, problem, attempt } = useAttempt();
  const take = (file: File) => {
    void attempt(async () => {
      const kept = await upload<AttachmentView>('/staff/uploads', file);
      setFiles((before) => [...before, kept]);
      onChange?.([...value, kept.id]);
    });
    return false;
  };
  const drop = (id: string) => {
    setFiles((before) => before.filter((one) => one.id !== id));
    onChange?.(value.filter((one) => one !== id));
  };
  return (
    <>
      <ProblemAlert problem={problem} />
      <Upload
        beforeUpload={take}
        fileList={files.map(({ id, name }) => ({ uid: id, name, status: 'done' }))}
        onRemove={({ uid }) => drop(uid)}
      >
        <Button icon={<PaperClipOutlined />} loading={running}>
          {say(running ? 'uploading' : 'upload')}
        </Button>
      </Upload>
    </>
  );
}
