import { useWords } from '../../shared/language';
import { Composer } from '../chat/Composer';
import { Log } from '../chat/Log';

/** The conversation with the hotline. */
export default function Chat() {
  const words = useWords();
  return (
    <section id="chat" className="chat" aria-labelledby="chat-heading">
      <h1 id="chat-heading">{words('chatHeading')}</h1>
      <p className="lead">{words('chatLead')}</p>
      <div className="chat-card">
        <Log />
        <Composer />
      </div>
    </section>
  );
}
