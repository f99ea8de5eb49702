import { PaperClipOutlined } from '@ant-design/icons';
import { Image } from 'antd';
import type { AttachmentView } from '../../hub/types';
import { useSay } from '../../words';
import { INBOX_WORDS } from '../words';

/** Pictures in a viewer, sound to listen to, everything else as a file. */
export function Attachments({
  files,
  conversationId,
  transcript,
}: {
  files: readonly AttachmentView[];
  conversationId: string;
  /** The words of the message are what the sound was heard as. */
  transcript: boolean;
}) {
  const say = useSay(INBOX_WORDS);
  if (files.length === 0) return null;
  const at = ({ id }: AttachmentView) =>
    `/api/staff/attachments/${encodeURIComponent(id)}?conversation=${encodeURIComponent(conversationId)}`;
  const pictures = files.filter(({ mime }) => mime.startsWith('image/'));
  const sounds = files.filter(({ mime }) => mime.startsWith('audio/'));
  const others = files.filter((file) => !pictures.includes(file) && !sounds.includes(file));
  return (
    <div className="attachments">
      {pictures.length > 0 && (
        <Image.PreviewGroup>
          {pictures.map((file) => (
            <Image
              key={file.id}
              src={at(file)}
              alt={say('picture', { name: file.name })}
              width={132}
              height={99}
              loading="lazy"
            />
          ))}
        </Image.PreviewGroup>
      )}
      {sounds.map((file) => (
        <figure key={file.id}>
          <audio controls preload="none" src={at(file)} aria-label={say('voice')} />
          {transcript && <figcaption className="soft">{say('transcript')} ↑</figcaption>}
        </figure>
      ))}
      {others.map((file) => (
        <a key={file.id} href={at(file)} target="_blank" rel="noreferrer" className="file">
          <PaperClipOutlined aria-hidden /> {file.name}{' '}
          <span className="soft">{Math.ceil(file.size / 1024)} kB</span>
        </a>
      ))}
    </div>
  );
}
