import { useEffect, useSyncExternalStore } from 'react';

/** `blocked`: the browser lets a page sound only after somebody touched it once. */
export type SirenState = 'silent' | 'sounding' | 'blocked';

const TOUCHES = ['pointerdown', 'keydown'] as const;
/** Two tones and a pause: told from a telephone, and not deafening through a night. */
const PATTERN = { seconds: 1.6, tones: [880, 660, 880, 660], toneSeconds: 0.22, volume: 0.25 } as const;

const listeners = new Set<() => void>();
let state: SirenState = 'silent';

const become = (next: SirenState): void => {
  state = next;
  for (const listener of listeners) listener();
};

export const useSirenState = (): SirenState =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );

/** Sounds without an end while `on`: looped by the audio thread, because timers of a hidden page stand still. */
export function useSiren(on: boolean): void {
  useEffect(() => (on ? startSiren() : undefined), [on]);
}

/** One round, to hear whether anything is heard. */
export function testSiren(): void {
  const stop = startSiren();
  setTimeout(stop, PATTERN.seconds * 1_000);
}

function startSiren(): () => void {
  const context = new AudioContext();
  const source = context.createBufferSource();
  source.buffer = patternFor(context);
  source.loop = true;
  source.connect(context.destination);
  source.start();
  const tell = () => become(context.state === 'running' ? 'sounding' : 'blocked');
  const wake = () => void context.resume();
  context.addEventListener('statechange', tell);
  for (const touch of TOUCHES) addEventListener(touch, wake);
  wake();
  tell();
  return () => {
    context.removeEventListener('statechange', tell);
    for (const touch of TOUCHES) removeEventListener(touch, wake);
    source.stop();
    void context.close();
    become('silent');
  };
}

function patternFor(context: AudioContext): AudioBuffer {
  const { sampleRate } = context;
  const { seconds, tones, toneSeconds, volume } = PATTERN;
  const buffer = context.createBuffer(1, Math.round(seconds * sampleRate), sampleRate);
  const samples = buffer.getChannelData(0);
  tones.forEach((tone, index) => {
    const from = Math.round(index * toneSeconds * sampleRate);
    const length = Math.round(toneSeconds * sampleRate);
    for (let at = 0; at < length; at++) {
      // Swells and fades, so that it does not crackle.
      const swell = Math.sin((Math.PI * at) / length);
      samples[from + at] = Math.sin((2 * Math.PI * tone * at) / sampleRate) * swell * volume;
    }
  });
  return buffer;
}

/** Whether anybody has touched this page yet: before that it cannot sound. */
export function useTouched(): boolean {
  return useSyncExternalStore(
    (listener) => {
      for (const touch of TOUCHES) addEventListener(touch, listener);
      return () => {
        for (const touch of TOUCHES) removeEventListener(touch, listener);
      };
    },
    () => navigator.userActivation.hasBeenActive,
  );
}
