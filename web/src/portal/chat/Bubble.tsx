import type { CitizenMessage } from '../../../../src/channels/web/schemas.js';
import { outbox } from '../../shared/hub';
import { localTime, useWords } from '../../shared/language';
import { linksIn } from '../../shared/links-in';

/** A message as it was said. Buttons stand only under the last one: an old question is answered. */
export function Bubble({ message, isLast }: { message: CitizenMessage; isLast: boolean }) {
  const words = useWords();
  const { from, text, attachments, buttons, at } = message;
  return (
    <li className={`message ${from}`}>
      <p className="who">
        {words(from)} · {clock(at)}
      </p>
      {text && <p className="text">{from === 'you' ? text : <WithLinks text={text} />}</p>}
      {attachments.map(({ id, name, mime, url }) => (
        <p key={id}>
          <a href={url} target="_blank" rel="noopener">
            {mime.startsWith('image/') ? (
              <img className="preview" src={url} alt={name} loading="lazy" />
            ) : (
              name
            )}
          </a>
        </p>
      ))}
      {isLast && buttons.length > 0 && (
        <div className="choices">
          {buttons.map(({ label, value }) => (
            <button
              key={value}
              type="button"
              onClick={() => {
                document.querySelector<HTMLElement>('#text')?.focus();
                outbox.add({ text: label, button: value });
              }}
            >
              {label}
            </button>
          ))}
        </div>
      )}
    </li>
  );
}

function WithLinks({ text }: { text: string }) {
  return (
    <>
      {linksIn(text).map(({ part, href }, index) =>
        href === undefined ? (
          part
        ) : (
          <a key={index} href={href} rel="noopener">
            {part}
          </a>
        ),
      )}
    </>
  );
}

function clock(at: string): string {
  const day = { month: 'numeric', day: 'numeric' } as const;
  const today = localTime(at, day) === localTime(Date.now(), day);
  return localTime(at, { ...(!today && day), hour: '2-digit', minute: '2-digit' });
}
