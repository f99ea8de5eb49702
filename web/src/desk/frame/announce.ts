import { serviceName } from '../../shared/language';

/** How somebody wants to hear of news while they look elsewhere, kept on this device. */
export type Way = 'sound' | 'desktop';

export const wants = (way: Way): boolean => localStorage.getItem(`hub.desk.${way}`) === 'on';

/** Switches a way on or off. False when the browser does not allow it. */
export async function setWanted(way: Way, on: boolean): Promise<boolean> {
  if (way === 'desktop' && on && (await Notification.requestPermission()) !== 'granted') return false;
  localStorage.setItem(`hub.desk.${way}`, on ? 'on' : 'off');
  return true;
}

let unseen = 0;

/** Tells of news: in the title until somebody looks, by a sound and a notification of the desktop when wanted. */
export function announce(text: string): void {
  if (wants('sound')) beep();
  if (!document.hidden && document.hasFocus()) return;
  unseen += 1;
  showCount();
  // Of the matter it says nothing: desktops are seen by whoever walks by.
  if (wants('desktop') && Notification.permission === 'granted')
    new Notification(serviceName(), { body: text });
}

/** Two short notes; an emergency repeats them until it is seen to. */
export function beep(notes: readonly number[] = [660, 880]): void {
  const context = new AudioContext();
  notes.forEach((frequency, index) => {
    const oscillator = context.createOscillator();
    const volume = context.createGain();
    const from = context.currentTime + index * 0.16;
    oscillator.frequency.value = frequency;
    volume.gain.setValueAtTime(0.12, from);
    volume.gain.exponentialRampToValueAtTime(0.001, from + 0.15);
    oscillator.connect(volume).connect(context.destination);
    oscillator.start(from);
    oscillator.stop(from + 0.16);
  });
  setTimeout(() => void context.close(), 1_000 + notes.length * 160);
}

addEventListener('focus', () => {
  unseen = 0;
  showCount();
});

function showCount(): void {
  const title = document.title.replace(/^\(\d+\) /, '');
  document.title = unseen > 0 ? `(${unseen}) ${title}` : title;
}
