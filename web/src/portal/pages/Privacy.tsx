import { useWords } from '../../shared/language';

const PARTS = [
  ['privacyWhat', ['privacyWhat1']],
  ['privacyUse', ['privacyUse1']],
  ['privacyWho', ['privacyWho1', 'privacyWho2']],
  ['privacyDevice', ['privacyDevice1']],
  ['privacyRights', ['privacyRights1', 'privacyLaw']],
] as const;

/** What becomes of what people tell us, in words they can use (个人信息保护法 第十七条). */
export default function Privacy() {
  const words = useWords();
  return (
    <article className="publication">
      <h1>{words('privacyHeading')}</h1>
      {PARTS.map(([heading, paragraphs]) => (
        <section key={heading}>
          <h2>{words(heading)}</h2>
          {paragraphs.map((key) => (
            <p key={key}>{words(key)}</p>
          ))}
        </section>
      ))}
    </article>
  );
}
