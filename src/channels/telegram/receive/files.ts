import type { Message } from './update.js';

/** A file that lies at Telegram. */
export interface RemoteFile {
  id: string;
  kind: 'image' | 'voice' | 'video' | 'file';
  name: string;
  /** Bytes, when Telegram tells. */
  size?: number;
}

/** Bots may fetch no more (core.telegram.org/bots/api#getfile). */
export const MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024;

/** The one file of a message, when it has one. */
export function fileOf(message: Message): RemoteFile | undefined {
  const { photo, voice, audio, video, video_note: round, animation, document } = message;
  const largest = photo?.at(-1);
  if (largest) return remote(largest, 'image', 'photo.jpg');
  if (voice) return remote(voice, 'voice', 'voice.ogg');
  if (audio) return remote(audio, 'voice', 'audio.mp3');
  if (video) return remote(video, 'video', 'video.mp4');
  if (round) return remote(round, 'video', 'video.mp4');
  // Telegram repeats an animation as a document.
  if (animation) return remote(animation, 'video', 'animation.mp4');
  return document && remote(document, 'file', 'file');
}

type File = NonNullable<Message['document']>;

function remote({ file_id, file_size, file_name }: File, kind: RemoteFile['kind'], name: string): RemoteFile {
  return {
    id: file_id,
    kind,
    name: file_name ?? name,
    ...(file_size !== undefined && { size: file_size }),
  };
}
