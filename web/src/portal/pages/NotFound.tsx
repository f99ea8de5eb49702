import { useWords } from '../../shared/language';
import { Link } from '../../shared/router';

export function NotFound() {
  const words = useWords();
  return (
    <>
      <h1>{words('notFound')}</h1>
      <p className="lead">{words('notFoundLead')}</p>
      <p>
        <Link href="/">{words('toHome')}</Link>
      </p>
    </>
  );
}
